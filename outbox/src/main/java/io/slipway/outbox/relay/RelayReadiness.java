package io.slipway.outbox.relay;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while rounds of the relay fail: the database or Kafka is away, and rows wait. */
@Readiness
@ApplicationScoped
class RelayReadiness implements HealthCheck {
    private final RelayRunner runner;

    RelayReadiness(RelayRunner runner) {
        this.runner = runner;
    }

    @Override
    public HealthCheckResponse call() {
        Optional<RelayStatus.Trouble> trouble = runner.status().flatMap(RelayStatus::trouble);
        var response = HealthCheckResponse.named("outbox relay").status(trouble.isEmpty());
        trouble.ifPresent(now -> response.withData("problem", now.cause())
                .withData("since", now.since().toString()));
        return response.build();
    }
}
