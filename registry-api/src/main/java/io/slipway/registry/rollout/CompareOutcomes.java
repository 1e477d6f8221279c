package io.slipway.registry.rollout;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.contracts.InstallationOutcome;
import io.slipway.registry.paging.Slice;
import io.slipway.registry.problem.DatabaseFaults;
import io.slipway.registry.resync.Comparison;
import io.slipway.registry.resync.ResyncResult;
import io.slipway.registry.runtime.WholeAnswer;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/** Finds outcomes whose event was missed, and the rollouts that ended between two that were heard. */
@ApplicationScoped
public class CompareOutcomes implements Comparison {
    private static final Logger LOG = Logger.getLogger(CompareOutcomes.class);

    private final DeployerClient deployer;
    private final HearOutcome outcomes;
    private final FillHistory history;

    CompareOutcomes(@RestClient DeployerClient deployer, HearOutcome outcomes, FillHistory history) {
        this.deployer = deployer;
        this.outcomes = outcomes;
        this.history = history;
    }

    @Override
    public String peer() {
        return "deployer";
    }

    @Override
    public Uni<ResyncResult> compare() {
        AtomicReference<String> position = new AtomicReference<>("");
        return Multi.createBy()
                .repeating()
                .uni(() -> WholeAnswer.of(deployer.installations(position.get(), Slice.MAX_LIMIT)))
                .whilst(page -> advance(position, page))
                .onItem()
                .transformToUniAndConcatenate(page -> hearAll(page.items()))
                .collect()
                .asList()
                .map(pages -> pages.stream().reduce(ResyncResult.NOTHING, ResyncResult::plus))
                .call(history::fillAll);
    }

    private static boolean advance(AtomicReference<String> position, Slice<InstallationOutcome> page) {
        position.set(page.next());
        return page.next() != null;
    }

    /** One that cannot be stored must not keep the others from being so. */
    private Uni<Boolean> heard(InstallationOutcome outcome) {
        return outcomes.hear(outcome)
                .onFailure(failure -> !DatabaseFaults.isPassing(failure))
                .recoverWithItem(failure -> {
                    LOG.errorf(failure, "the outcome of installation %s cannot be stored", outcome.id());
                    return false;
                });
    }

    private Uni<ResyncResult> hearAll(List<InstallationOutcome> page) {
        return outcomes.news(page)
                .onItem()
                .transformToMulti(news -> Multi.createFrom().iterable(news))
                .onItem()
                .transformToUniAndConcatenate(this::heard)
                .filter(changed -> changed)
                .collect()
                .asList()
                .map(changed -> new ResyncResult(page.size(), changed.size()));
    }
}
