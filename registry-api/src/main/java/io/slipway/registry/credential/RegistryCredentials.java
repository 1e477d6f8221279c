package io.slipway.registry.credential;

import java.time.Clock;
import java.time.ZoneOffset;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.slipway.outbox.EventJson;
import io.slipway.secret.Place;
import io.slipway.secret.Sealed;
import io.slipway.secret.SecretBox;
import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/**
 * With what a version's image is got from its registry. Write-only: the builder alone reads it, and it is forgotten as soon as
 * the version is published or deleted; until then a failed build may be tried again. All in the caller's transaction.
 */
@ApplicationScoped
public class RegistryCredentials {
    private static final String TABLE = "registry_credential";
    private static final String KEEP = """
            insert into registry_credential (version_id, key_id, nonce, ciphertext, created_at)
            values (:version, :key, :nonce, :ciphertext, :now)
            on conflict (version_id) do update
                set key_id = excluded.key_id, nonce = excluded.nonce, ciphertext = excluded.ciphertext""";

    static final String FIND = "select key_id, nonce, ciphertext from registry_credential where version_id = :version";
    static final String FORGET = "delete from registry_credential where version_id = :version";

    private final SecretBox box;
    private final Clock clock;

    RegistryCredentials(SecretBox box, Clock clock) {
        this.box = box;
        this.clock = clock;
    }

    /** Nothing of it may be shown. */
    public record Login(String username, String password) {
        @Override
        public String toString() {
            return "Login[…]";
        }
    }

    /** In place of what was kept for it before. */
    public Uni<Void> keep(String versionId, Login login) {
        Sealed sealed = box.seal(place(versionId), EventJson.write(login));
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(KEEP)
                        .setParameter("version", versionId)
                        .setParameter("key", sealed.keyId())
                        .setParameter("nonce", sealed.nonce())
                        .setParameter("ciphertext", sealed.ciphertext())
                        .setParameter("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Null when there is none. */
    Uni<@Nullable Login> find(String versionId) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(FIND, Object[].class)
                        .setParameter("version", versionId)
                        .getSingleResultOrNull())
                .map(row -> row == null ? null : opened(versionId, row));
    }

    public Uni<Void> forget(String versionId) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(FORGET)
                        .setParameter("version", versionId)
                        .executeUpdate())
                .replaceWithVoid();
    }

    private Login opened(String versionId, Object[] row) {
        String json = box.open(place(versionId), new Sealed((String) row[0], (byte[]) row[1], (byte[]) row[2]));
        try {
            return EventJson.mapper().readValue(json, Login.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the login of " + versionId + " is no JSON");
        }
    }

    private static Place place(String versionId) {
        return new Place(TABLE, versionId, "login");
    }
}
