package io.slipway.registry.installation;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.slipway.contracts.InstallationOutcome.Phase;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Kafka;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class MoveTest {

    @Test
    void anUpgradeIsAskedForOnce() {
        String id = Installs.installed("acme/mov-a", "manual", "1.0.0", "1.1.0");

        Installs.post("acme/mov-a", "upgrade")
                .statusCode(202)
                .body("installed_version", equalTo("1.1.0"))
                .body("held", equalTo(false));
        Installs.post("acme/mov-a", "upgrade").statusCode(200).header("ETag", startsWith("\"2-"));
        Installs.post("acme/mov-a", "upgrade", "1.1.0").statusCode(200).header("ETag", startsWith("\"2-"));
        Installs.post("acme/mov-a", "upgrade", "1.0.0").statusCode(409).body("code", equalTo("use_downgrade"));
        Installs.post("acme/mov-a", "upgrade", "3.0.0").statusCode(404);
        Installs.post("acme/mov-a", "upgrade", "v1.1.0").statusCode(422);
        Api.as(Tokens.ACME)
                .contentType(ContentType.JSON)
                .body("{\"to\": \"1.1.0\"}")
                .post("/providers/installed/acme/mov-a/upgrade")
                .then()
                .statusCode(400)
                .body("code", equalTo("unknown_field"));

        List<Kafka.Event> events = Installs.events(id, 2);
        assertThat(events)
                .extracting(Kafka.Event::type)
                .containsExactly(
                        "io.slipway.installation.requested.v1", "io.slipway.installation.upgrade_requested.v1");
        assertThat(events.getLast().data().at("/installation/version").asText()).isEqualTo("1.1.0");
    }

    @Test
    void aNamedVersionIsHeldUnderAnAutomaticPolicyUntilReleased() {
        Installs.installed("acme/mov-b", "auto", "1.0.0", "1.1.0", "1.2.0");

        Installs.post("acme/mov-b", "upgrade", "1.1.0").statusCode(202).body("pinned_version", equalTo("1.1.0"));
        Installs.post("acme/mov-b", "release-hold").statusCode(202).body("held", equalTo(false));
        Installs.post("acme/mov-b", "release-hold").statusCode(200).header("ETag", startsWith("\"3-"));
        Installs.post("acme/mov-b", "downgrade", "1.0.0").statusCode(202).body("pinned_version", equalTo("1.0.0"));
        Installs.post("acme/mov-b", "downgrade", "1.2.0").statusCode(409);
        Installs.post("acme/mov-b", "downgrade").statusCode(422);
        Installs.post("acme/mov-b", "upgrade")
                .statusCode(202)
                .body("installed_version", equalTo("1.2.0"))
                .body("pinned_version", nullValue());
    }

    @Test
    void aRollbackBringsBackVersionAndConfig() {
        String id = Installs.installed("acme/mov-c", "manual", "1.0.0", "1.1.0");
        Installs.post("acme/mov-c", "rollback").statusCode(409);
        Installs.tell("acme/mov-c", Outcomes.available(id, 2, 1, Outcomes.revision(1, "1.0.0")));
        Installs.patch("acme/mov-c", Map.of("config", Map.of("GREETING", "two")));
        Installs.post("acme/mov-c", "upgrade").statusCode(202);
        Installs.tell("acme/mov-c", Outcomes.available(id, 5, 3, Outcomes.revision(2, "1.1.0", 2)));

        Installs.post("acme/mov-c", "rollback")
                .statusCode(202)
                .body("installed_version", equalTo("1.0.0"))
                .body("current_version", equalTo("1.1.0"))
                .body("pinned_version", equalTo("1.0.0"))
                .body("config", equalTo(Map.of()));
        Installs.post("acme/mov-c", "rollback").statusCode(200).header("ETag", startsWith("\"4-"));
        assertThat(Installs.events(id, 4)
                        .getLast()
                        .data()
                        .at("/installation/config_revision")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void aChangeAfterARollbackIsRolledBackToo() {
        String id = Installs.installed("acme/mov-g", "manual", "1.0.0", "1.1.0");
        Installs.tell("acme/mov-g", Outcomes.available(id, 2, 1, Outcomes.revision(1, "1.0.0")));
        Installs.post("acme/mov-g", "upgrade").statusCode(202);
        Installs.tell("acme/mov-g", Outcomes.available(id, 5, 2, Outcomes.revision(2, "1.1.0")));
        Installs.post("acme/mov-g", "rollback").statusCode(202);
        Installs.tell("acme/mov-g", Outcomes.available(id, 8, 3, Outcomes.revision(3, "1.0.0")));

        Installs.patch("acme/mov-g", Map.of("config", Map.of("GREETING", "bad")))
                .body("pinned_version", equalTo("1.0.0"));
        Installs.tell("acme/mov-g", Outcomes.available(id, 11, 4, Outcomes.revision(4, "1.0.0", 2)));
        Installs.post("acme/mov-g", "rollback").statusCode(202).body("config", equalTo(Map.of()));
        Installs.post("acme/mov-g", "rollback").statusCode(200);
    }

    @Test
    void nothingIsRolledBackToABlockedVersion() {
        String id = Installs.installed("acme/mov-f", "manual", "1.0.0", "1.1.0");
        Installs.tell("acme/mov-f", Outcomes.available(id, 2, 1, Outcomes.revision(1, "1.0.0")));
        Installs.post("acme/mov-f", "upgrade").statusCode(202);
        Installs.tell("acme/mov-f", Outcomes.available(id, 5, 2, Outcomes.revision(2, "1.1.0")));
        String version = "/providers/acme/mov-f/versions/1.0.0/";
        Api.as(Tokens.ACME)
                .contentType(ContentType.JSON)
                .body(Map.of("reason", "it leaks", "level", "block"))
                .post(version + "yank")
                .then()
                .statusCode(200);

        Installs.post("acme/mov-f", "rollback").statusCode(409).body("code", equalTo("version_not_published"));
        Installs.post("acme/mov-f", "rollback", "1.0.0").statusCode(409);
        Installs.post("acme/mov-f", "downgrade", "1.0.0").statusCode(409);
        Installs.get("acme/mov-f").body("installed_version", equalTo("1.1.0")).body("held", equalTo(false));

        Api.as(Tokens.ACME).post(version + "unyank").then().statusCode(200);
        Installs.post("acme/mov-f", "rollback").statusCode(202).body("installed_version", equalTo("1.0.0"));
    }

    @Test
    void whatFailedIsTriedAgainByHandOnly() {
        String id = Installs.installed("acme/mov-d", "manual", "1.0.0", "1.1.0");
        Installs.post("acme/mov-d", "upgrade").statusCode(202);
        Installs.tell(
                "acme/mov-d",
                Outcomes.outcome(
                        id,
                        9,
                        2,
                        Phase.rolled_back,
                        Outcomes.revision(1, "1.0.0"),
                        Outcomes.revision(1, "1.0.0"),
                        "1.1.0"));
        Installs.get("acme/mov-d")
                .body("status", equalTo("rolled_back"))
                .body("installed_version", equalTo("1.0.0"))
                .body("current_version", equalTo("1.0.0"));

        Installs.post("acme/mov-d", "upgrade").statusCode(202).body("installed_version", equalTo("1.1.0"));
        Installs.post("acme/mov-d", "deploy").statusCode(202).header("ETag", startsWith("\"4-"));
    }

    @Test
    void manyAtOnceAreOneRollout() throws InterruptedException, ExecutionException {
        String id = Installs.installed("acme/mov-e", "manual", "1.0.0", "1.1.0", "1.2.0");
        Set<Integer> statuses = new HashSet<>();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> requests = IntStream.range(0, 50)
                    .<Callable<Integer>>mapToObj(
                            i -> () -> Installs.post("acme/mov-e", "upgrade", i % 2 == 0 ? "1.1.0" : "1.2.0")
                                    .extract()
                                    .statusCode())
                    .toList();
            for (Future<Integer> answer : pool.invokeAll(requests)) {
                statuses.add(answer.get());
            }
        }

        assertThat(statuses).contains(202).isSubsetOf(200, 202, 409);
        Installs.get("acme/mov-e").body("installed_version", equalTo("1.2.0"));
        String etag = Installs.get("acme/mov-e").extract().header("ETag");
        int generation = Integer.parseInt(etag.substring(1).split("-")[0]);
        assertThat(generation).isBetween(2, 3);
        assertThat(Installs.events(id, generation))
                .extracting(Kafka.Event::sequence)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, generation)
                        .mapToObj(Long::valueOf)
                        .toList());
    }
}
