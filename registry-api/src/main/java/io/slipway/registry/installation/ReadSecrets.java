package io.slipway.registry.installation;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.slipway.contracts.SecretReference;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.smallrye.mutiny.Uni;

/** The values of a config's secrets, for the service that gives them to the provider. */
@ApplicationScoped
class ReadSecrets {
    private final InstallationStore installations;
    private final ConfigSecrets secrets;

    ReadSecrets(InstallationStore installations, ConfigSecrets secrets) {
        this.installations = installations;
        this.secrets = secrets;
    }

    /** @param revision the config revision that brought the value */
    record Value(String name, int revision, String value) {
        @Override
        public String toString() {
            return "Value[" + name + ", " + revision + "]"; // none in logs
        }
    }

    /** Fails with 404 for an installation that is not there (any more), with 503 when a secret does not open. */
    @WithSession
    Uni<List<Value>> of(String installationId, int configRevision) {
        return installations
                .findConfig(installationId, configRevision)
                .onItem()
                .ifNull()
                .failWith(() -> missing(installationId, configRevision))
                .flatMap(kept -> secrets.opened(installationId, kept.config()).map(opened -> values(kept, opened)))
                .onFailure(IllegalStateException.class)
                .transform(_ -> missing(installationId, configRevision));
    }

    private static List<Value> values(ConfigRevision kept, java.util.Map<String, Object> opened) {
        return SecretReference.in(kept.config()).entrySet().stream()
                .map(entry ->
                        new Value(entry.getKey(), entry.getValue().revision(), (String) opened.get(entry.getKey())))
                .toList();
    }

    private static ProblemException missing(String installationId, int configRevision) {
        return ProblemException.of(
                ErrorCode.NOT_FOUND, installationId + " has no secrets of config revision " + configRevision + ".");
    }
}
