package io.slipway.registry.credential;

import java.time.Duration;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.slipway.outbox.EventJson;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.slipway.secret.UnknownKeyException;
import io.slipway.secret.UnopenedException;
import io.slipway.secret.table.SealedRow;
import io.slipway.secret.table.SealedRows;
import io.slipway.secret.table.SealedTable;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * With what a version's image is got from its registry. Write-only: the builder alone reads it, and it is forgotten as soon as
 * the version is published or deleted; until then a failed build may be tried again. All in the caller's transaction.
 */
@ApplicationScoped
public class RegistryCredentials {
    private static final Logger LOG = Logger.getLogger(RegistryCredentials.class);
    private static final SealedTable TABLE = new SealedTable("registry_credential", List.of("version_id"), "login");
    private static final Duration KEY_IS_BACK = Duration.ofSeconds(30);

    static final String FORGET_ALL =
            "delete from registry_credential where version_id in (select id from version where provider = :provider)";

    private final SealedRows rows;

    RegistryCredentials(SealedRows rows) {
        this.rows = rows;
    }

    @Produces
    @Singleton
    static SealedTable table() {
        return TABLE;
    }

    /** Nothing of it may be shown. @param registry its host, and port: nobody else is shown it */
    public record Login(String registry, String username, String password) {
        @Override
        public String toString() {
            return "Login[…]";
        }
    }

    /** In place of what was kept for it before. */
    public Uni<Void> keep(String versionId, Login login) {
        return rows.put(TABLE, List.of(versionId), EventJson.write(login));
    }

    /** Null when there is none. Fails with 503 when it does not open. */
    Uni<@Nullable Login> find(String versionId) {
        return rows.rows(TABLE, List.of(versionId))
                .map(found -> found.isEmpty() ? null : opened(versionId, found.getFirst()));
    }

    public Uni<Void> forget(String versionId) {
        return rows.delete(TABLE, versionId);
    }

    /** Those of all versions of a provider. */
    public Uni<Void> forgetAll(String provider) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(FORGET_ALL)
                        .setParameter("provider", provider)
                        .executeUpdate())
                .replaceWithVoid();
    }

    private Login opened(String versionId, SealedRow row) {
        try {
            return EventJson.mapper().readValue(rows.open(TABLE, row), Login.class);
        } catch (UnknownKeyException | UnopenedException e) {
            LOG.errorf("the login of %s: %s", versionId, e.getMessage());
            throw ProblemException.of(
                            ErrorCode.SECRETS_UNAVAILABLE, "The login of " + versionId + " cannot be opened now.")
                    .retryAfter(KEY_IS_BACK);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the login of " + versionId + " is no JSON");
        }
    }
}
