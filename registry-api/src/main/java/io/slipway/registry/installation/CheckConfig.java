package io.slipway.registry.installation;

import java.util.Map;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.registry.version.Version;
import io.smallrye.mutiny.Uni;

/** A config against a version's schema, with the values of its secrets. */
@ApplicationScoped
class CheckConfig {
    private final ConfigSecrets secrets;

    CheckConfig(ConfigSecrets secrets) {
        this.secrets = secrets;
    }

    /** Fails with 422, with a JSON pointer for each violation. */
    Uni<Void> mustFit(Installation installation, Map<String, Object> config, Version target) {
        return mustFit(installation.id(), config, target);
    }

    /** The same for what is not installed yet. */
    Uni<Void> mustFit(Map<String, Object> config, Version target) {
        return mustFit("", config, target);
    }

    private Uni<Void> mustFit(String installationId, Map<String, Object> config, Version target) {
        Map<String, Object> schema = target.manifest().config();
        if (schema == null) {
            return Uni.createFrom().voidItem();
        }
        return secrets.opened(installationId, config)
                .invoke(values -> ConfigRules.mustSatisfy(
                        schema,
                        values,
                        config.keySet().stream()
                                .filter(name -> SecretRules.isSecret(config.get(name)))
                                .collect(Collectors.toSet()),
                        target.number()))
                .replaceWithVoid();
    }
}
