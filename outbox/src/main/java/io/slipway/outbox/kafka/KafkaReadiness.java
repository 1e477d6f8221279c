package io.slipway.outbox.kafka;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while the broker does not answer or a topic is missing; alive all the same, since restarting helps neither. */
@Readiness
@ApplicationScoped
class KafkaReadiness implements HealthCheck {
    private final LifecycleTopics topics;

    KafkaReadiness(LifecycleTopics topics) {
        this.topics = topics;
    }

    @Override
    public HealthCheckResponse call() {
        Optional<String> problem = topics.problem();
        var response = HealthCheckResponse.named("kafka topics").status(problem.isEmpty());
        problem.ifPresent(text -> response.withData("problem", text));
        return response.build();
    }
}
