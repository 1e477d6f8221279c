package io.slipway.registry.installation;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Kafka;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A hundred at once: each gets a clear answer, one wins, and nothing is stuck. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class UpgradeRaceTest {
    private static final int MANY = 100;
    private static final List<String> VERSIONS = List.of("1.1.0", "1.2.0", "1.3.0", "1.4.0");

    @Test
    void ofManyInstallsOneWins() throws Exception {
        Api.release("acme/race-a", "1.0.0");

        List<Response> answers = atOnce(_ -> Installs.install(Map.of("provider_name", "acme/race-a")));

        assertThat(answers).filteredOn(answer -> answer.statusCode() == 202).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.statusCode() != 202).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(answer.<String>path("code")).isEqualTo("already_installed");
        });
        Installs.get("acme/race-a").statusCode(200);
    }

    @Test
    void manyUpgradesToTheSameAreOne() throws Exception {
        Installs.installed("acme/race-b", "manual", "1.0.0");
        Api.release("acme/race-b", "1.1.0");

        List<Response> answers = atOnce(_ -> upgrade("acme/race-b", "1.1.0"));

        assertThat(answers).filteredOn(answer -> answer.statusCode() == 202).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 200).hasSize(MANY - 1);
        assertThat(generation("acme/race-b")).isEqualTo(2);
    }

    /** Each that is accepted takes the place of the one before: it says of which, and the chain has no fork. */
    @Test
    void manyUpgradesToDifferentVersionsSupersedeOneAfterTheOther() throws Exception {
        String id = Installs.installed("acme/race-c", "manual", "1.0.0");
        VERSIONS.forEach(version -> Api.release("acme/race-c", version));

        List<Response> answers = atOnce(number -> upgrade("acme/race-c", VERSIONS.get(number % VERSIONS.size())));

        List<Response> accepted =
                answers.stream().filter(answer -> answer.statusCode() == 202).toList();
        assertThat(accepted).isNotEmpty();
        assertThat(answers).filteredOn(answer -> answer.statusCode() != 202).allSatisfy(answer -> assertThat(
                        answer.statusCode() == 200
                                || answer.<String>path("code").equals("use_downgrade"))
                .as(answer.asString())
                .isTrue());
        assertThat(accepted)
                .extracting(answer -> answer.<Integer>path("superseded.generation"))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, accepted.size()).boxed().toList());
        assertThat(generation("acme/race-c")).isEqualTo(accepted.size() + 1);
        Installs.get("acme/race-c").body("installed_version", org.hamcrest.Matchers.equalTo("1.4.0"));
        assertThat(Kafka.awaitEvents(io.slipway.contracts.Topics.INSTALLATIONS, id, accepted.size() + 1))
                .as("each was told once")
                .hasSize(accepted.size() + 1);
    }

    private static Response upgrade(String provider, String version) {
        return Api.as(Tokens.ACME)
                .contentType("application/json")
                .body(Map.of("version", version))
                .post("/providers/installed/" + provider + "/upgrade");
    }

    private static int generation(String provider) {
        return Api.as(Tokens.ACME)
                .get("/providers/installed/" + provider + "/deployment")
                .path("generation");
    }

    private static List<Response> atOnce(java.util.function.IntFunction<Response> request) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService clients = Executors.newFixedThreadPool(MANY)) {
            List<Future<Response>> answers = IntStream.range(0, MANY)
                    .mapToObj(number -> clients.submit((Callable<Response>) () -> {
                        start.await();
                        return request.apply(number);
                    }))
                    .toList();
            start.countDown();
            List<Response> all = new java.util.ArrayList<>();
            for (Future<Response> answer : answers) {
                all.add(answer.get());
            }
            return all;
        }
    }
}
