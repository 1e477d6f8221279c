package io.slipway.registry.installation;

import java.util.List;
import java.util.Map;
import java.util.Set;
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

    Uni<ConfigVerdict> verdict(Installation installation, Map<String, Object> config, Version target) {
        return verdict(installation.id(), config, target);
    }

    /** The same for what is not installed yet. */
    Uni<ConfigVerdict> verdict(Map<String, Object> config, Version target) {
        return verdict("", config, target);
    }

    /** Of each version that a policy may lead to. */
    Uni<ConfigFit> fit(Installation installation, Map<String, Object> config, PolicyLead lead) {
        return verdict(installation, config, lead.installed())
                .flatMap(installed -> lead.ahead() == null
                        ? Uni.createFrom().item(new ConfigFit(installed, null))
                        : verdict(installation, config, lead.ahead()).map(ahead -> new ConfigFit(installed, ahead)));
    }

    private Uni<ConfigVerdict> verdict(String installationId, Map<String, Object> config, Version target) {
        Map<String, Object> schema = target.manifest().config();
        if (schema == null) {
            return Uni.createFrom().item(new ConfigVerdict(target.number(), List.of()));
        }
        return secrets.opened(installationId, config)
                .map(values -> ConfigRules.verdict(schema, values, secretNames(config), target.number()));
    }

    private static Set<String> secretNames(Map<String, Object> config) {
        return config.keySet().stream()
                .filter(name -> SecretRules.isSecret(config.get(name)))
                .collect(Collectors.toSet());
    }
}
