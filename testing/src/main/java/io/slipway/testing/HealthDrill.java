package io.slipway.testing;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import io.restassured.RestAssured;
import io.restassured.response.Response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Takes a service's dependencies away and looks at its health as an orchestrator would.
 *
 * @param health the address of {@code /q/health} on the management port
 */
public record HealthDrill(URI health) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Answer WELL = new Answer(200, List.of());

    /** @param down the names of the checks that are down */
    private record Answer(int status, List<String> down) {}

    /**
     * Readiness goes down and names the dependency, then comes back with it; the process is alive all the time.
     *
     * @param check the name of the dependency's check
     */
    public void takeAway(String check, Runnable away, Runnable back) {
        await("ready").atMost(PATIENCE).untilAsserted(() -> assertThat(ask("/ready"))
                .isEqualTo(WELL));
        away.run();
        try {
            await(check + " is down").atMost(PATIENCE).untilAsserted(() -> {
                Answer answer = ask("/ready");
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.down()).contains(check);
            });
            assertThat(ask("/live")).isEqualTo(WELL);
        } finally {
            back.run();
        }
        await("ready again").atMost(PATIENCE).untilAsserted(() -> assertThat(ask("/ready"))
                .isEqualTo(WELL));
        assertThat(ask("/live")).isEqualTo(WELL);
    }

    private Answer ask(String kind) {
        Response response = RestAssured.get(URI.create(health + kind));
        return new Answer(
                response.statusCode(), response.jsonPath().getList("checks.findAll { it.status == 'DOWN' }.name"));
    }
}
