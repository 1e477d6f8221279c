package io.slipway.registry.build;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.contracts.BuildState;
import io.slipway.registry.paging.Slice;
import io.slipway.registry.problem.DatabaseFaults;
import io.slipway.registry.resync.Comparison;
import io.slipway.registry.resync.ResyncResult;
import io.slipway.registry.runtime.WholeAnswer;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/** Finds results of builds whose event was missed. */
@ApplicationScoped
public class CompareBuilds implements Comparison {
    private static final Logger LOG = Logger.getLogger(CompareBuilds.class);

    private final BuildOrchestratorClient builds;
    private final ApplyBuildResult apply;

    CompareBuilds(@RestClient BuildOrchestratorClient builds, ApplyBuildResult apply) {
        this.builds = builds;
        this.apply = apply;
    }

    @Override
    public String peer() {
        return "build-orchestrator";
    }

    @Override
    public Uni<ResyncResult> compare() {
        AtomicReference<String> position = new AtomicReference<>("");
        return Multi.createBy()
                .repeating()
                .uni(() -> WholeAnswer.of(builds.builds(position.get(), Slice.MAX_LIMIT)))
                .whilst(page -> advance(position, page))
                .onItem()
                .transformToUniAndConcatenate(page -> applyAll(page.items()))
                .collect()
                .asList()
                .map(pages -> pages.stream().reduce(ResyncResult.NOTHING, ResyncResult::plus));
    }

    private static boolean advance(AtomicReference<String> position, Slice<BuildState> page) {
        position.set(page.next());
        return page.next() != null;
    }

    /** One that cannot be stored must not keep the others from being so. */
    private Uni<Boolean> applied(BuildState build) {
        return apply.apply(build)
                .onFailure(failure -> !DatabaseFaults.isPassing(failure))
                .recoverWithItem(failure -> {
                    LOG.errorf(failure, "the result of build %s cannot be stored", build.buildId());
                    return false;
                });
    }

    private Uni<ResyncResult> applyAll(List<BuildState> page) {
        return apply.awaited(page)
                .onItem()
                .transformToMulti(awaited -> Multi.createFrom().iterable(awaited))
                .onItem()
                .transformToUniAndConcatenate(this::applied)
                .filter(changed -> changed)
                .collect()
                .asList()
                .map(changed -> new ResyncResult(page.size(), changed.size()));
    }
}
