package io.slipway.deployer.installation;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.slipway.contracts.InstallationOutcome.Rollout;

/** Rollouts by result, how late due rows are looked at, and how long a look takes. */
@ApplicationScoped
class ReconcileMetrics {
    private final MeterRegistry registry;
    private final Timer pass;
    private final Timer lag;

    ReconcileMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.pass = Timer.builder("slipway.reconcile.duration")
                .description("One look at an installation, with its cluster calls")
                .register(registry);
        this.lag = Timer.builder("slipway.reconcile.lag")
                .description("From when an installation was due to when it was claimed")
                .register(registry);
    }

    void claimed(Claim claim) {
        lag.record(claim.late());
    }

    void looked(Duration took) {
        pass.record(took);
    }

    /** A rollout counts once, when its result is first saved. */
    void saved(Claim claim, Pass pass) {
        Rollout now = pass.state().last();
        Rollout before = claim.state().last();
        if (now != null && now.result() != null && !now.equals(before)) {
            registry.counter("slipway.rollouts", "result", now.result()).increment();
        }
    }
}
