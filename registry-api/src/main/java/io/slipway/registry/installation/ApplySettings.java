package io.slipway.registry.installation;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

/** New settings of an installation, kept with the secrets that came with them, in the caller's transaction. */
@ApplicationScoped
class ApplySettings {
    private final InstallationStore installations;
    private final ConfigSecrets secrets;

    ApplySettings(InstallationStore installations, ConfigSecrets secrets) {
        this.installations = installations;
        this.secrets = secrets;
    }

    /** @return whether anything was to be changed */
    Uni<Boolean> apply(Installation installation, Settings wanted, Change by) {
        Settings before = installation.settings();
        if (wanted.equals(before)) {
            return Uni.createFrom().item(false);
        }
        installation.configure(wanted, by);
        return wanted.config().equals(before.config())
                ? Uni.createFrom().item(true)
                : installations
                        .keepConfig(installation)
                        .chain(() -> secrets.keep(installation, wanted.config()))
                        .replaceWith(true);
    }
}
