package io.slipway.registry.version;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.slipway.contracts.BuildState;
import io.slipway.contracts.VersionState.Status;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.smallrye.mutiny.Uni;

@ApplicationScoped
public class VersionStore implements PanacheRepositoryBase<Version, String> {
    private static final String AWAITING = "status = building and buildId = ?1 and sourceHash = ?2";
    private static final String SAME_SOURCE =
            "provider = ?1 and sourceHash = ?2 and deletedAt is null and status in ?3 order by id desc";
    private static final String TOLD_TO_ALL =
            "provider = ?1 and number = ?2 and (deletedAt is null or publishedAt is not null)";
    /** The column is made from the number, see the migration. */
    private static final String HIGHEST = """
            select v.number from Version v
            where v.provider = :provider and v.status = published and sql('release_order') is not null
            order by sql('release_order') desc""";
    /** The same, highest first, below one of them. */
    private static final String RELEASES = """
            select number from version
            where provider = :provider and status = 'published' and release_order is not null
              and (cast(:below as text) is null or release_order <
                (select release_order from version where provider = :provider and number = cast(:below as text)))
            order by release_order desc""";

    private static final String MADE_BY = "update custom_version set actor = :actor where version_id = :id";

    private static final String STARTED = """
            update custom_version set build = 'running', updated_at = now() where version_id = :id and build = 'queued'
              and exists (select 1 from version where id = :id and build_id = :build and status = 'building')""";

    private static final int STEP = 100;

    /** Fails with 404 when the provider ({@code org/name}) has no such version, whatever its status; 410 when deleted. */
    public Uni<Version> require(String provider, String number) {
        return present(find("provider = ?1 and number = ?2", provider, number).firstResult(), provider, number);
    }

    /** The same for anybody: of a version that was deleted before it was published, only its own organization may know. */
    public Uni<Version> require(Caller caller, String provider, String number) {
        return provider.startsWith(caller.organization() + "/")
                ? require(provider, number)
                : present(find(TOLD_TO_ALL, provider, number).firstResult(), provider, number);
    }

    /** The same by id or number. */
    public Uni<Version> requireNamed(String provider, String idOrNumber) {
        return present(
                find("provider = ?1 and (number = ?2 or id = ?2)", provider, idOrNumber)
                        .firstResult(),
                provider,
                idOrNumber);
    }

    private static Uni<Version> present(Uni<Version> found, String provider, String number) {
        return found.invoke(version -> {
            if (version == null) {
                throw ProblemException.of(
                        ErrorCode.NOT_FOUND, "There is no version " + number + " of " + provider + ".");
            }
            if (version.isDeleted()) {
                throw ProblemException.of(
                        ErrorCode.GONE, "Version " + version.number() + " of " + provider + " was deleted.");
            }
        });
    }

    /** Null when the provider has none. */
    Uni<Version> findActive(String provider) {
        return find("provider = ?1 and active", provider).firstResult();
    }

    /** Those whose build is waited for. */
    public Uni<List<Version>> building(String provider) {
        return find("provider = ?1 and status = building", provider).list();
    }

    /** Null when there is none. */
    Uni<Version> findByBareNumber(String provider, String bareNumber) {
        return find("provider = ?1 and bareNumber = ?2", provider, bareNumber).firstResult();
    }

    /** A version of the same package that is there or on its way, the newest one; null when there is none. */
    Uni<Version> findBySource(String provider, String sha256) {
        return findBySource(provider, sha256, List.of(Status.building, Status.published));
    }

    /** The same of those that are there. */
    Uni<Version> findPublishedBySource(String provider, String sha256) {
        return findBySource(provider, sha256, List.of(Status.published));
    }

    private Uni<Version> findBySource(String provider, String sha256, List<Status> statuses) {
        return find(SAME_SOURCE, provider, sha256, statuses).firstResult();
    }

    /** Whether another one, which is not deleted, was made from it. */
    Uni<Boolean> isBase(String id) {
        return count("origin.baseVersionId = ?1 and deletedAt is null", id).map(count -> count > 0);
    }

    /** Whether the result of this build is still waited for; without a lock, to answer late ones cheaply. */
    public Uni<Boolean> isAwaiting(BuildState build) {
        return count(AWAITING, build.buildId(), build.sourceHash()).map(count -> count > 0);
    }

    /** Those of the builds that a version may wait for. */
    public Uni<Set<String>> awaited(Collection<String> buildIds) {
        return find("status = building and buildId in ?1", buildIds)
                .project(BuildRow.class)
                .list()
                .map(rows -> rows.stream().map(BuildRow::buildId).collect(Collectors.toSet()));
    }

    /** Notes who made a version, beside what the database notes of each: see the migration V24. */
    Uni<Void> madeBy(Version version, String actor) {
        return Panache.getSession()
                .flatMap(session -> session.flush().chain(() -> session.createNativeQuery(MADE_BY)
                        .setParameter("actor", actor)
                        .setParameter("id", version.id())
                        .executeUpdate()))
                .replaceWithVoid();
    }

    /** A build that a version waits for was taken up. @return whether that is news */
    public Uni<Boolean> buildStarted(BuildState build) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(STARTED)
                        .setParameter("id", build.versionId())
                        .setParameter("build", build.buildId())
                        .executeUpdate())
                .map(rows -> rows > 0);
    }

    /** The version that waits for this build; null when none does. Ask under the provider's lock. */
    public Uni<Version> findAwaiting(BuildState build) {
        return find(AWAITING, build.buildId(), build.sourceHash()).firstResult();
    }

    /**
     * What {@code latest} stands for: the active one, else the highest published one that is no pre-release; null when
     * there is none. Two steps along an index each, however many versions there are.
     */
    public Uni<String> latest(String provider) {
        return findActive(provider)
                .flatMap(active ->
                        active == null ? highest(provider) : Uni.createFrom().item(active.number()));
    }

    private static Uni<String> highest(String provider) {
        return Panache.getSession().flatMap(session -> session.createSelectionQuery(HIGHEST, String.class)
                .setParameter("provider", provider)
                .setMaxResults(1)
                .getSingleResultOrNull());
    }

    /**
     * The highest published release in the range, null when there is none. It is looked for from the highest one down,
     * some at a time: rarely does a range leave out many.
     */
    public Uni<String> highestWithin(String provider, String range) {
        return highestWithin(provider, range, null);
    }

    private static Uni<String> highestWithin(String provider, String range, String below) {
        return releases(provider, below).flatMap(numbers -> {
            Optional<String> found = numbers.stream()
                    .filter(number -> VersionNumbers.stored(number).isWithin(range))
                    .findFirst();
            return found.isPresent() || numbers.size() < STEP
                    ? Uni.createFrom().item(found.orElse(null))
                    : highestWithin(provider, range, numbers.getLast());
        });
    }

    private static Uni<List<String>> releases(String provider, String below) {
        return Panache.getSession().flatMap(session -> session.createNativeQuery(RELEASES, String.class)
                .setParameter("provider", provider)
                .setParameter("below", below)
                .setMaxResults(STEP)
                .getResultList());
    }

    /** Which build a version waits for. */
    record BuildRow(String buildId) {}
}
