package io.slipway.registry.release;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.slipway.registry.blob.BlobRows;
import io.smallrye.mutiny.Uni;

/** Which artifacts an organization has here: what it has fetched or sent is not fetched again. */
@ApplicationScoped
class ArtifactBlobs {
    private static final String USE = """
            update artifact_blob set unused_since = null
            where organization = :organization and sha256 in (:hashes) returning sha256, size_bytes""";

    private static final String LEAVE = """
            update artifact_blob set unused_since = :now
            where organization = :organization and sha256 in (:hashes)""";

    private static final String ADD = """
            insert into artifact_blob (organization, sha256, size_bytes, unused_since)
            values (:organization, :sha256, :size, case when :named then null else cast(:now as timestamptz) end)
            on conflict (organization, sha256) do update set unused_since =
                case when artifact_blob.unused_since is null then null else excluded.unused_since end""";

    private static final String OLDEST = """
            select organization, sha256 from artifact_blob where unused_since < :before
            order by unused_since limit 1 for update skip locked""";

    private static final String NAMED = """
            select 1 from release_artifact where organization = :organization and sha256 = :sha256 limit 1""";

    private static final String USED = """
            update artifact_blob set unused_since = null where organization = :organization and sha256 = :sha256""";

    private static final String REMOVE =
            "delete from artifact_blob where organization = :organization and sha256 = :sha256";

    private final BlobRows blobs;
    private final Clock clock;

    ArtifactBlobs(BlobRows blobs, Clock clock) {
        this.blobs = blobs;
        this.clock = clock;
    }

    /** Those of them that are here, by digest, with their sizes; in the caller's transaction they stay from now on. */
    Uni<Map<String, Long>> use(String organization, Collection<String> hashes) {
        return hashes.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : Panache.getSession()
                        .flatMap(session -> session.createNativeQuery(USE, Tuple.class)
                                .setParameter("organization", organization)
                                .setParameter("hashes", hashes)
                                .getResultList())
                        .map(rows -> rows.stream()
                                .collect(Collectors.toMap(
                                        row -> row.get(0, String.class),
                                        row -> row.get(1, Number.class).longValue())));
    }

    /** In the caller's transaction: a release names them no longer, so perhaps none does. */
    Uni<Void> leave(String organization, Set<String> hashes) {
        return hashes.isEmpty()
                ? Uni.createFrom().voidItem()
                : Panache.getSession()
                        .flatMap(session -> session.createNativeQuery(LEAVE)
                                .setParameter("organization", organization)
                                .setParameter("hashes", hashes)
                                .setParameter("now", now())
                                .executeUpdate())
                        .replaceWithVoid();
    }

    /** In the caller's transaction. @param named whether a release names it already */
    Uni<Void> add(String organization, String sha256, long size, boolean named) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(ADD)
                        .setParameter("organization", organization)
                        .setParameter("sha256", sha256)
                        .setParameter("size", size)
                        .setParameter("named", named)
                        .setParameter("now", now())
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Looks at the one that is unused for longest. @return whether there was one */
    @WithTransaction
    Uni<Boolean> sweepOne(Instant before) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(OLDEST, Tuple.class)
                        .setParameter("before", before.atOffset(ZoneOffset.UTC))
                        .getResultList())
                .call(this::sweep)
                .map(rows -> !rows.isEmpty());
    }

    private Uni<Void> sweep(List<Tuple> rows) {
        if (rows.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        String organization = rows.getFirst().get(0, String.class);
        String sha256 = rows.getFirst().get(1, String.class);
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(NAMED)
                        .setParameter("organization", organization)
                        .setParameter("sha256", sha256)
                        .getResultList())
                .flatMap(named -> named.isEmpty() ? remove(organization, sha256) : change(USED, organization, sha256));
    }

    private Uni<Void> remove(String organization, String sha256) {
        return change(REMOVE, organization, sha256).chain(() -> blobs.mayBeUnused(Set.of(sha256)));
    }

    private static Uni<Void> change(String sql, String organization, String sha256) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(sql)
                        .setParameter("organization", organization)
                        .setParameter("sha256", sha256)
                        .executeUpdate())
                .replaceWithVoid();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
