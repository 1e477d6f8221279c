package io.slipway.deployer.version;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.slipway.contracts.VersionState;
import io.slipway.deployer.policy.UpgradePolicy;
import io.slipway.outbox.EventJson;
import io.smallrye.mutiny.Uni;

/** What is known of the providers' versions. */
@ApplicationScoped
public class VersionStore {
    /** A replica of an older build, during an upgrade, leaves the columns behind that are made of the state. */
    private static final String UPSERT = """
            insert into known_version (id, provider, sequence, state, active, release_image)
            values (:id, :provider, :sequence, :state, :active, cast(:image as text))
            on conflict (id) do update set sequence = excluded.sequence, state = excluded.state,
                active = excluded.active, release_image = excluded.release_image
            where known_version.sequence < excluded.sequence or (known_version.sequence = excluded.sequence
                and (known_version.active, known_version.release_image)
                    is distinct from (excluded.active, excluded.release_image))""";

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

    static String id(String provider, String version) {
        return provider + "@" + version;
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
                        .setParameter("id", id(version.provider(), version.version()))
                        .setParameter("provider", version.provider())
                        .setParameter("sequence", version.sequence())
                        .setParameter("state", EventJson.write(withoutSchemas(version)))
                        .setParameter("active", version.active())
                        .setParameter("image", UpgradePolicy.good(version) ? version.image() : null)
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
                v.publishedAt(),
                v.requires());
    }
}
