package io.slipway.registry.custom;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.slipway.registry.problem.ProblemException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

/** Looks at deployments that are due; any replica does it. */
@ApplicationScoped
class DeploymentWorker {
    private static final Logger LOG = Logger.getLogger(DeploymentWorker.class);

    private final AdvanceDeployment advance;
    private volatile boolean stopping;

    DeploymentWorker(AdvanceDeployment advance) {
        this.advance = advance;
    }

    void atEnd(@Observes ShutdownEvent event) {
        stopping = true;
    }

    @Scheduled(every = "${slipway.custom.deploy-every:1s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> onTimer() {
        return Multi.createBy()
                .repeating()
                .uni(this::turn)
                .whilst(more -> more && !stopping)
                .onItem()
                .ignoreAsUni()
                .onFailure()
                .recoverWithUni(this::later);
    }

    /** @return whether there may be more to do at once */
    private Uni<Boolean> turn() {
        return advance.claim()
                .flatMap(found -> found.isEmpty()
                        ? Uni.createFrom().item(false)
                        : look(found.get()).replaceWith(true));
    }

    private Uni<Void> look(String id) {
        return advance.advance(id)
                .onFailure(ProblemException.class)
                .recoverWithUni(problem -> advance.refused(id, problem))
                .onFailure()
                .invoke(failure -> LOG.warnf(failure, "deployment %s is looked at again later", id))
                .onFailure()
                .recoverWithNull();
    }

    /** The work is a row: the next tick takes it up. */
    private Uni<Void> later(Throwable failure) {
        if (!stopping) {
            LOG.warn("deployments of custom providers are looked at again later", failure);
        }
        return Uni.createFrom().voidItem();
    }
}
