package io.slipway.deployer.version;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.slipway.contracts.VersionState;
import io.slipway.outbox.EventJson;
import io.smallrye.mutiny.Uni;

/** What is known of the providers' versions. */
@ApplicationScoped
public class VersionStore {
    private static final String UPSERT = """
            insert into known_version (id, provider, sequence, state) values (:id, :provider, :sequence, :state)
            on conflict (id) do update set sequence = excluded.sequence, state = excluded.state
            where known_version.sequence < excluded.sequence""";

    private final FanOutStore fanOuts;

    VersionStore(FanOutStore fanOuts) {
        this.fanOuts = fanOuts;
    }

    /** Takes the state if it is newer, and has the provider's installations looked at. Emits whether it was. */
    public Uni<Boolean> learn(VersionState version) {
        return upsert(version)
                .chain(changed -> changed && matters(version)
                        ? fanOut(version)
                        : Uni.createFrom().item(changed));
    }

    /** By provider. */
    public Uni<Map<String, List<VersionState>>> of(Collection<String> providers) {
        return Panache.getSession()
                .flatMap(session -> session.createQuery(
                                "from KnownVersion where provider in :providers", KnownVersion.class)
                        .setParameter("providers", providers)
                        .getResultList())
                .map(rows ->
                        rows.stream().map(KnownVersion::state).collect(Collectors.groupingBy(VersionState::provider)));
    }

    private Uni<Boolean> fanOut(VersionState version) {
        return fanOuts.put(version.provider()).replaceWith(true);
    }

    /** A version that is only being built moves nobody. */
    private static boolean matters(VersionState version) {
        return version.status() != VersionState.Status.building;
    }

    private static Uni<Boolean> upsert(VersionState version) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(UPSERT)
                        .setParameter("id", version.provider() + "@" + version.version())
                        .setParameter("provider", version.provider())
                        .setParameter("sequence", version.sequence())
                        .setParameter("state", EventJson.write(withoutSchemas(version)))
                        .executeUpdate())
                .map(rows -> rows == 1);
    }

    private static VersionState withoutSchemas(VersionState v) {
        return new VersionState(
                v.id(),
                v.provider(),
                v.version(),
                v.sequence(),
                v.status(),
                v.buildId(),
                v.sourceHash(),
                v.sourceSizeBytes(),
                v.runtime(),
                v.runtimeVersion(),
                v.runtimeImage(),
                v.manifest(),
                v.image(),
                null,
                v.active(),
                v.yank(),
                v.deprecation(),
                v.errorMessage(),
                v.createdAt(),
                v.publishedAt());
    }
}
