package io.slipway.registry.provider;

import java.time.Clock;
import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.slipway.contracts.EntityId;
import io.slipway.providerpackage.ProviderName;
import io.slipway.providerpackage.VersionNumber;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.smallrye.mutiny.Uni;

@ApplicationScoped
public class ProviderStore implements PanacheRepositoryBase<Provider, String> {
    /**
     * With a user only while he is a member: his token may have been asked about before that ended. Each by itself: of both
     * together PostgreSQL looks through all that the provider is shared with.
     */
    private static final String SHARED = "((select count(s.id) from Share s"
            + " where s.providerId = p.id and s.grantee = :organization)"
            + " + (select count(u.id) from Share u where u.providerId = p.id"
            + " and u.grantee = (select m.key.account from Member m"
            + " where m.key.organization = :organization and m.key.account = :account)))";

    private static final String READ = "select p, " + SHARED + " from Provider p where p.name = :name";

    private static final String GLIMPSE = "select p.organization, p.visibility, p.releasedAt, p.deletedAt, " + SHARED
            + " from Provider p where p.name = :name";

    private static final String CREATE = """
            insert into provider (id, name, organization, visibility, version_scheme, created_at, updated_at)
            values (:id, :name, :organization, :visibility, :scheme, :now, :now) on conflict (name) do nothing""";

    private final ProvidersConfig config;
    private final Clock clock;

    ProviderStore(ProvidersConfig config, Clock clock) {
        this.config = config;
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
        return create(name, scheme)
                .flatMap(_ -> lock(name.toString()))
                .onFailure(ProblemException.class)
                .transform(
                        gone -> ProblemException.of(ErrorCode.NAME_BURNED, "The provider " + name + " was deleted."));
    }

    /** Whether it was not there before. */
    Uni<Boolean> create(ProviderName name, VersionNumber.Scheme scheme) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(CREATE)
                        .setParameter("id", EntityId.create("pro_", clock))
                        .setParameter("name", name.toString())
                        .setParameter("organization", name.org())
                        .setParameter("visibility", config.visibility().word())
                        .setParameter("scheme", scheme.name())
                        .setParameter("now", clock.instant().atOffset(java.time.ZoneOffset.UTC))
                        .executeUpdate())
                .map(rows -> rows > 0);
    }

    /** Fails with 404 when there is none that the caller may see, with 410 when it was deleted. */
    public Uni<Provider> readable(String name, Caller caller) {
        Reader reader = Reader.of(caller);
        return ask(READ, Read.class, name, reader).map(read -> {
            mustBeThere(name, read != null && read.isReadableBy(reader), read != null && read.provider.isDeleted());
            return read.provider;
        });
    }

    /**
     * The same for those who lock it next. It is not loaded: a session that knew the row before would go on with what it
     * was then.
     */
    public Uni<Void> mustBeReadable(String name, Caller caller) {
        return reads(name, Reader.of(caller))
                .invoke(reads -> mustBeThere(name, reads, false))
                .replaceWithVoid();
    }

    /** Whether it is there and this reader sees it; fails with 410 when it was deleted. */
    public Uni<Boolean> reads(String name, Reader reader) {
        return ask(GLIMPSE, Glimpse.class, name, reader)
                .map(glimpse -> glimpse != null && mayBeToldOf(name, glimpse, reader));
    }

    /** Whether there is one that this reader is not told of; fails with 410 when it was deleted and he may know. */
    public Uni<Boolean> hides(String name, Reader reader) {
        return ask(GLIMPSE, Glimpse.class, name, reader)
                .map(glimpse -> glimpse != null && !mayBeToldOf(name, glimpse, reader));
    }

    private static boolean mayBeToldOf(String name, Glimpse glimpse, Reader reader) {
        boolean reads = glimpse.isReadableBy(reader);
        if (reads) {
            mustBeThere(name, true, glimpse.deletedAt != null);
        }
        return reads;
    }

    /** Locks a provider of the caller's: fails with 404 when it may not see it, with 403 when it is another's. */
    public Uni<Provider> lockOwn(Caller caller, ProviderName name) {
        return mustBeReadable(name.toString(), caller)
                .invoke(() -> caller.mustBelongTo(name.org()))
                .flatMap(_ -> lock(name.toString()));
    }

    private static <T> Uni<T> ask(String hql, Class<T> type, String name, Reader reader) {
        return Panache.getSession().flatMap(session -> session.createSelectionQuery(hql, type)
                .setParameter("name", name)
                .setParameter("organization", reader.organization())
                .setParameter("account", reader.user())
                .getSingleResultOrNull());
    }

    /** A provider, and how often it is shared with who asks. */
    record Read(Provider provider, long shares) {
        boolean isReadableBy(Reader reader) {
            return ReadingRule.reads(reader, provider.facts(shares > 0));
        }
    }

    /** What tells who sees a provider, without loading it. */
    record Glimpse(String organization, String visibility, Instant releasedAt, Instant deletedAt, long shares) {
        boolean isReadableBy(Reader reader) {
            return ReadingRule.reads(
                    reader, new ReadingRule.Facts(organization, visibility, releasedAt != null, shares > 0));
        }
    }

    private static ProblemException missing(String name) {
        return ProblemException.of(ErrorCode.NOT_FOUND, "There is no provider " + name + ".");
    }
}
