package io.slipway.deployer.version;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.slipway.contracts.VersionState;
import io.slipway.deployer.policy.Candidates;
import io.slipway.deployer.policy.Candidates.Named;
import io.slipway.deployer.policy.LatestSearch;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Loads what a choice is made among, and no more: a provider may have thousands of versions. */
@ApplicationScoped
public class CandidateStore {
    static final int PAGE = 100;

    private static final String BY_ID = "from KnownVersion where id in :ids";
    private static final String BY_ID_OR_ACTIVE = BY_ID + " or (provider = :provider and active)";
    private static final String RELEASES = """
            select version, release_image, cast(release_order as text) as position from known_version
            where provider = :provider and release_image is not null and release_order is not null%s
            order by release_order desc, version desc limit :limit""";
    private static final String HIGHEST = RELEASES.formatted("");
    private static final String LOWER =
            RELEASES.formatted(" and (release_order, version) < (cast(cast(:position as text) as bigint[]), :version)");

    private record Row(Named release, String position) {}

    /** The versions that this choice needs. */
    public Uni<List<VersionState>> of(Candidates wanted) {
        return named(wanted).chain(named -> needsLatest(wanted, named) ? withLatest(wanted, named) : item(named));
    }

    private static boolean needsLatest(Candidates wanted, List<VersionState> named) {
        return wanted.follows() && named.stream().noneMatch(VersionState::active);
    }

    private static Uni<List<VersionState>> named(Candidates wanted) {
        return Panache.getSession()
                .flatMap(session -> session.createQuery(BY_ID_OR_ACTIVE, KnownVersion.class)
                        .setParameter("ids", ids(wanted.provider(), wanted.named()))
                        .setParameter("provider", wanted.provider())
                        .getResultList())
                .map(CandidateStore::states);
    }

    private static Uni<List<VersionState>> withLatest(Candidates wanted, List<VersionState> named) {
        return latest(wanted, named)
                .map(found -> found.stream()
                        .filter(version -> !wanted.named().contains(version))
                        .toList())
                .chain(more -> more.isEmpty() ? item(List.of()) : load(ids(wanted.provider(), more)))
                .map(more -> Stream.of(named, more).flatMap(Collection::stream).toList());
    }

    private static Uni<List<VersionState>> load(List<String> ids) {
        return Panache.getSession()
                .flatMap(session -> session.createQuery(BY_ID, KnownVersion.class)
                        .setParameter("ids", ids)
                        .getResultList())
                .map(CandidateStore::states);
    }

    /** By names only. */
    private static Uni<Set<String>> latest(Candidates wanted, List<VersionState> named) {
        LatestSearch search = wanted.latest(named);
        AtomicReference<Row> last = new AtomicReference<>();
        return Multi.createBy()
                .repeating()
                .uni(() -> page(wanted.provider(), last.get()))
                .whilst(rows -> goesOn(search, rows, last))
                .collect()
                .last()
                .map(_ -> search.found());
    }

    private static boolean goesOn(LatestSearch search, List<Row> rows, AtomicReference<Row> last) {
        boolean goesOn = search.goesOnBelow(rows.stream().map(Row::release).toList());
        if (rows.size() < PAGE || !goesOn) {
            return false;
        }
        last.set(rows.getLast());
        return true;
    }

    private static Uni<List<Row>> page(String provider, Row after) {
        return Panache.getSession()
                .flatMap(session -> {
                    var query = session.createNativeQuery(after == null ? HIGHEST : LOWER, Tuple.class)
                            .setParameter("provider", provider)
                            .setParameter("limit", PAGE);
                    return (after == null
                                    ? query
                                    : query.setParameter("position", after.position())
                                            .setParameter(
                                                    "version", after.release().version()))
                            .getResultList();
                })
                .map(rows -> rows.stream().map(CandidateStore::row).toList());
    }

    private static Row row(Tuple tuple) {
        return new Row(
                new Named(tuple.get("version", String.class), tuple.get("release_image", String.class)),
                tuple.get("position", String.class));
    }

    private static List<VersionState> states(List<KnownVersion> rows) {
        return rows.stream().map(KnownVersion::state).toList();
    }

    private static List<String> ids(String provider, Collection<String> versions) {
        return versions.stream()
                .map(version -> VersionStore.id(provider, version))
                .toList();
    }

    private static Uni<List<VersionState>> item(List<VersionState> states) {
        return Uni.createFrom().item(states);
    }
}
