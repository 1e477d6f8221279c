package io.slipway.registry.rollout;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.contracts.InstallationOutcome.RolloutRecord;
import io.slipway.registry.paging.Slice;
import io.slipway.registry.runtime.WholeAnswer;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/** Asks deployer for the rollouts that no event told. */
@ApplicationScoped
class FillHistory {
    private static final Logger LOG = Logger.getLogger(FillHistory.class);
    private static final int AT_ONCE = 100;

    private final DeployerClient deployer;
    private final KeepHistory history;

    FillHistory(@RestClient DeployerClient deployer, KeepHistory history) {
        this.deployer = deployer;
        this.history = history;
    }

    Uni<Void> fillAll() {
        AtomicReference<String> after = new AtomicReference<>("");
        return Multi.createBy()
                .repeating()
                .uni(() -> history.gaps(after.get(), AT_ONCE))
                .whilst(gaps -> advance(after, gaps))
                .onItem()
                .transformToUniAndConcatenate(this::fill)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static boolean advance(AtomicReference<String> after, List<RolloutHistory> gaps) {
        if (gaps.size() < AT_ONCE) {
            return false;
        }
        after.set(gaps.getLast().installationId());
        return true;
    }

    private Uni<Void> fill(List<RolloutHistory> gaps) {
        return Multi.createFrom()
                .iterable(gaps)
                .onItem()
                .transformToUniAndConcatenate(this::fill)
                .collect()
                .asList()
                .replaceWithVoid();
    }

    /** A deployer of an earlier build has no such route: the gap stays open. So does one whose page cannot be read. */
    private Uni<Void> fill(RolloutHistory gap) {
        AtomicReference<String> position =
                new AtomicReference<>(Long.toString(gap.progress().completeTo()));
        return Multi.createBy()
                .repeating()
                .uni(() -> page(gap.installationId(), position))
                .whilst(page -> page.next() != null)
                .collect()
                .last()
                .replaceWithVoid()
                .onFailure(NothingRunsException.class)
                .recoverWithNull()
                .onFailure()
                .invoke(failure -> LOG.warnf("the history of %s has a gap still: %s", gap.installationId(), failure))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Slice<RolloutRecord>> page(String installation, AtomicReference<String> position) {
        return WholeAnswer.of(deployer.rollouts(installation, position.get(), Slice.MAX_LIMIT))
                .call(page -> history.fill(installation, page.items()))
                .invoke(page -> position.set(page.next()));
    }
}
