package io.slipway.registry.rollout;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.slipway.registry.installation.Address;
import io.slipway.registry.installation.Decided;
import io.slipway.registry.installation.ReadInstallations;
import io.slipway.registry.paging.Keyset;
import io.slipway.registry.paging.Page;
import io.smallrye.mutiny.Uni;

/** What an installation has been through, and why. */
@ApplicationScoped
class ReadHistory {
    private final ReadInstallations installations;
    private final RolloutStore rollouts;

    ReadHistory(ReadInstallations installations, RolloutStore rollouts) {
        this.installations = installations;
        this.rollouts = rollouts;
    }

    @WithSession
    Uni<Page<RolloutView>> list(Address address, Keyset page) {
        return installations
                .id(address)
                .flatMap(id -> rollouts.list(id, page))
                .map(rows -> Page.of(rows, page, Rollout::id, Rollout::view));
    }

    /** @param rollout one of the past; null for now */
    @WithSession
    Uni<ExplainView> explain(Address address, String rollout) {
        return rollout == null
                ? installations.decided(address).map(ReadHistory::now)
                : installations
                        .id(address)
                        .flatMap(id -> rollouts.require(id, rollout))
                        .map(past -> ExplainView.of(past.toVersion(), past.id(), past.decision()));
    }

    private static ExplainView now(Decided decided) {
        return ExplainView.of(decided.version(), decided.rollout(), decided.decision());
    }
}
