package io.slipway.orchestrator;

import java.net.URI;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.slipway.testing.Gate;
import io.slipway.testing.Gates;
import io.slipway.testing.HealthDrill;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Readiness follows what the service needs; liveness does not, since a restart would bring nothing back. */
@QuarkusTest
@WithTestResource(
        value = World.class,
        initArgs = {@ResourceArg(name = "database", value = "health"), @ResourceArg(name = "gated", value = "true")})
@Timeout(240)
class HealthTest {
    @TestHTTPResource(value = "/health", management = true)
    URI health;

    Gates gates;

    @Test
    void postgresIsAway() {
        takeAway("Reactive PostgreSQL connections health check", gates.postgres());
    }

    @Test
    void kafkaIsAway() {
        takeAway("kafka topics", gates.kafka());
    }

    @Test
    void theOciRegistryIsAway() {
        takeAway("OCI registry", gates.ociRegistry());
    }

    private void takeAway(String check, Gate gate) {
        new HealthDrill(health).takeAway(check, () -> gate.shut(true), () -> gate.shut(false));
    }
}
