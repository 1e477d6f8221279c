package io.slipway.registry.provider;

import java.time.Clock;
import java.time.Instant;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.slipway.contracts.EntityId;
import io.slipway.providerpackage.ProviderName;
import io.slipway.providerpackage.VersionNumber;
import io.slipway.registry.paging.Keyset;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.smallrye.mutiny.Uni;

@ApplicationScoped
public class ProviderStore implements PanacheRepositoryBase<Provider, String> {
    /**
     * Members see all of theirs, others what was published at least once. The least id, for which each provider's index is
     * asked, rather than exists: of that PostgreSQL makes a table of all versions.
     */
    private static final String READABLE = "(p.organization = :caller or p.visibility = 'public' and "
            + "(select min(v.id) from Version v where v.provider = p.name and v.status in (published, yanked))"
            + " is not null)";

    private static final String CREATE = """
            insert into provider (id, name, organization, version_scheme, created_at, updated_at)
            values (:id, :name, :organization, :scheme, :now, :now) on conflict (name) do nothing""";

    private final Clock clock;

    ProviderStore(Clock clock) {
        this.clock = clock;
    }

    /** Locks the provider's row until the transaction ends; fails with 404 when there is none, 410 when it was deleted. */
    public Uni<Provider> lock(String name) {
        return locked(name, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Until the transaction ends nobody releases, withdraws or deletes anything of it; others may do the same. */
    public Uni<Provider> share(String name) {
        return locked(name, LockModeType.PESSIMISTIC_READ);
    }

    private Uni<Provider> locked(String name, LockModeType mode) {
        return find("name", name).withLock(mode).firstResult().invoke(provider -> mustBeThere(name, provider));
    }

    private static void mustBeThere(String name, Provider provider) {
        mustBeThere(name, provider != null, provider != null && provider.isDeleted());
    }

    private static void mustBeThere(String name, boolean known, boolean deleted) {
        if (!known) {
            throw missing(name);
        }
        if (deleted) {
            throw ProblemException.of(ErrorCode.GONE, "The provider " + name + " was deleted.");
        }
    }

    /** The same, and makes it first when it is not there. Racing callers get the same row, one after the other. */
    public Uni<Provider> lockOrCreate(ProviderName name, VersionNumber.Scheme scheme) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(CREATE)
                        .setParameter("id", EntityId.create("pro_", clock))
                        .setParameter("name", name.toString())
                        .setParameter("organization", name.org())
                        .setParameter("scheme", scheme.name())
                        .setParameter("now", clock.instant().atOffset(java.time.ZoneOffset.UTC))
                        .executeUpdate())
                .flatMap(_ -> lock(name.toString()))
                .onFailure(ProblemException.class)
                .transform(
                        gone -> ProblemException.of(ErrorCode.NAME_BURNED, "The provider " + name + " was deleted."));
    }

    /** Fails with 404 when there is none that the caller's organization may read, with 410 when it was deleted. */
    public Uni<Provider> readable(String name, String organization) {
        String hql = "select p from Provider p where p.name = ?1 and " + READABLE.replace(":caller", "?2");
        return find(hql, name, organization).firstResult().invoke(provider -> mustBeThere(name, provider));
    }

    /**
     * The same for those who lock it next. It is not loaded: a session that knew the row before would go on with what it
     * was then.
     */
    public Uni<Void> mustBeReadable(String name, String organization) {
        String hql = "select p.deletedAt from Provider p where p.name = :name and " + READABLE;
        return Panache.getSession()
                .flatMap(session -> session.createSelectionQuery(hql, Instant.class)
                        .setParameter("name", name)
                        .setParameter("caller", organization)
                        .getResultList())
                .invoke(found -> mustBeThere(name, !found.isEmpty(), !found.isEmpty() && found.getFirst() != null))
                .replaceWithVoid();
    }

    /** @param prefix of the name or of its part after the slash, empty for all */
    Uni<List<Provider>> list(String organization, String prefix, Keyset page) {
        String hql = "select p from Provider p where p.deletedAt is null and " + READABLE
                + " and (p.name like :prefix or p.name like :suffix)"
                + page.condition("p.id")
                + page.orderBy("p.id");
        return Panache.getSession().flatMap(session -> session.createQuery(hql, Provider.class)
                .setParameter("caller", organization)
                .setParameter("prefix", prefix + "%")
                .setParameter("suffix", "%/" + prefix + "%")
                .setParameter("anchor", page.parameter())
                .setMaxResults(page.rows())
                .getResultList());
    }

    private static ProblemException missing(String name) {
        return ProblemException.of(ErrorCode.NOT_FOUND, "There is no provider " + name + ".");
    }
}
