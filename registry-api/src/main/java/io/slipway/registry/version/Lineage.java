package io.slipway.registry.version;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.smallrye.mutiny.Uni;

/** Which version was made from which. */
@ApplicationScoped
class Lineage {
    /** As many as are asked for: a chain may be as long as a provider is old. */
    private static final String CHAIN = """
            with recursive chain (id, base, depth) as (
                select id, base_version_id, 1 from version where id = :id
                union all
                select v.id, v.base_version_id, chain.depth + 1 from chain join version v on v.id = chain.base
                where chain.depth < :rows)
            select id from chain order by depth""";

    /** Is the base, or one that it was made from, the version itself? Only then can there be a circle. */
    private static final String IN_CHAIN = """
            with recursive chain (id, base) as (
                select id, base_version_id from version where id = :base
                union
                select v.id, v.base_version_id from chain join version v on v.id = chain.base)
            select count(*) from chain where id = :id""";

    private final VersionStore versions;

    Lineage(VersionStore versions) {
        this.versions = versions;
    }

    /** Fails with 422 unless its base is a version of the same provider. */
    Uni<Void> mustStand(Version version) {
        String base = version.origin().baseVersionId();
        return base == null
                ? Uni.createFrom().voidItem()
                : find(version.provider(), base).replaceWithVoid();
    }

    /** Fails with 422 for a version whose base was made from it; one that is new cannot be such a version. */
    Uni<Void> mustBeNoCircle(Version version) {
        String base = version.origin().baseVersionId();
        return base == null ? Uni.createFrom().voidItem() : mustBeNoCircle(version.id(), base);
    }

    /** Fails with 422. @param idOrNumber of a version of the provider */
    Uni<Version> find(String provider, String idOrNumber) {
        return versions.find("provider = ?1 and deletedAt is null and (id = ?2 or number = ?2)", provider, idOrNumber)
                .firstResult()
                .onItem()
                .ifNull()
                .failWith(() -> invalid("is no version of " + provider));
    }

    private Uni<Void> mustBeNoCircle(String id, String base) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(IN_CHAIN, Long.class)
                        .setParameter("base", base)
                        .setParameter("id", id)
                        .getSingleResult())
                .invoke(found -> {
                    if (found > 0) {
                        throw invalid("was itself made from this version");
                    }
                })
                .replaceWithVoid();
    }

    /** The version, its base, that one's base and so on. */
    Uni<List<Version>> chain(String id, int rows) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(CHAIN, String.class)
                        .setParameter("id", id)
                        .setParameter("rows", rows)
                        .getResultList())
                .flatMap(ids -> versions.list("id in ?1", ids).map(found -> sorted(ids, found)));
    }

    private static List<Version> sorted(List<String> ids, List<Version> found) {
        Map<String, Version> byId = found.stream().collect(Collectors.toMap(Version::id, Function.identity()));
        return ids.stream().map(byId::get).toList();
    }

    private static ProblemException invalid(String message) {
        return ProblemException.ofField(ErrorCode.INVALID_VALUE, "/base_version_id", message);
    }
}
