package io.slipway.outbox;

import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while a record waits for something that failed; alive all the same, since a restart would not help it. */
@Readiness
@ApplicationScoped
class InboxReadiness implements HealthCheck {
    private final InboxStatus status;

    InboxReadiness(InboxStatus status) {
        this.status = status;
    }

    @Override
    public HealthCheckResponse call() {
        Map<String, String> retried = status.retried();
        var response = HealthCheckResponse.named("inbox").status(retried.isEmpty());
        retried.forEach(response::withData);
        return response.build();
    }
}
