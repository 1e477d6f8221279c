package io.slipway.registry.rollout;

import java.util.List;
import java.util.Map;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.slipway.contracts.InstallationOutcome;
import io.slipway.outbox.EventJson;
import io.slipway.registry.installation.Installs;
import io.slipway.registry.installation.Outcomes;
import io.slipway.registry.paging.Slice;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class HistoryTest {

    @Test
    void everyRolloutIsShownAlsoOneThatEndedWithoutAnEvent() {
        String id = Installs.installed("acme/his-a", "manual", "1.0.0");
        Installs.tell("acme/his-a", told(id, 1, Outcomes.rollout(1, "rol_hisa1", null, "1.0.0", "succeeded")));
        Installs.tell(
                "acme/his-a",
                told(
                        id,
                        2,
                        Outcomes.rollout(1, "rol_hisa1", null, "1.0.0", "succeeded"),
                        Outcomes.rollout(2, "rol_hisa2", "1.0.0", "1.1.0", "superseded"),
                        Outcomes.rollout(3, "rol_hisa3", "1.0.0", "1.2.0", null)));

        history("acme/his-a")
                .body("items.id", contains("rol_hisa3", "rol_hisa2", "rol_hisa1"))
                .body("items.number", contains(3, 2, 1))
                .body("items.result", contains(nullValue(), equalTo("superseded"), equalTo("succeeded")))
                .body("items[0].finished_at", nullValue())
                .body("items[0].duration_seconds", nullValue())
                .body("items[1].from_version", equalTo("1.0.0"))
                .body("items[1].to_version", equalTo("1.1.0"))
                .body("items[1].actor", equalTo("tok_1"))
                .body("items[1].rule", equalTo("manual"))
                .body("items[1].reason", equalTo("CrashLoop"))
                .body("items[1].duration_seconds", equalTo(2.5f))
                .body("items[1].started_at", equalTo("2026-01-01T00:00:20Z"))
                .body("items[1].finished_at", equalTo("2026-01-01T00:00:22.500Z"));

        Installs.tell("acme/his-a", told(id, 3, Outcomes.rollout(3, "rol_hisa3", "1.0.0", "1.2.0", "succeeded")));
        history("acme/his-a").body("items.result", contains("succeeded", "superseded", "succeeded"));
        Api.as(Tokens.ACME)
                .get("/providers/installed/acme/his-a/history?limit=1&order=asc")
                .then()
                .body("items.id", contains("rol_hisa1"))
                .body("pagination.next_cursor", equalTo("rol_hisa1"));
    }

    @Test
    void whatNoEventToldIsAskedFor() {
        String id = Installs.installed("acme/his-b", "manual", "1.0.0");
        Installs.tell("acme/his-b", told(id, 1, Outcomes.rollout(1, "rol_hisb1", null, "1.0.0", "succeeded")));
        Installs.tell("acme/his-b", told(id, 2, Outcomes.rollout(4, "rol_hisb4", "1.0.0", "1.1.0", null)));
        history("acme/his-b").body("items.number", contains(4, 1));

        Api.peerAnswers("/internal/builds?after=&limit=500", "{\"items\":[],\"next\":null}");
        Api.peerAnswers("/internal/installations?after=&limit=500", "{\"items\":[],\"next\":null}");
        Api.peerAnswers(
                "/internal/installations/" + id + "/rollouts?after=1&limit=500",
                EventJson.write(new Slice<>(
                        List.of(
                                Outcomes.rollout(2, "rol_hisb2", "1.0.0", "1.1.0", "superseded"),
                                Outcomes.rollout(3, "rol_hisb3", "1.0.0", "1.2.0", "rolled_back")),
                        "3")));
        Api.peerAnswers(
                "/internal/installations/" + id + "/rollouts?after=3&limit=500",
                EventJson.write(
                        new Slice<>(List.of(Outcomes.rollout(4, "rol_hisb4", "1.0.0", "1.1.0", "succeeded")), null)));
        Api.asService().post("/internal/resync").then().statusCode(202);

        history("acme/his-b")
                .body("items.number", contains(4, 3, 2, 1))
                .body("items.result", contains("succeeded", "rolled_back", "superseded", "succeeded"));
    }

    @Test
    void explainTellsWhyNowAndWhyThen() {
        String id = Installs.installed("acme/his-c", "manual", "1.0.0");
        explain("acme/his-c", "")
                .body("version", equalTo("1.0.0"))
                .body("rule", nullValue())
                .body("steps", hasSize(0));
        Installs.tell(
                "acme/his-c",
                told(
                        id,
                        1,
                        Outcomes.rollout(1, "rol_hisc1", null, "1.0.0", "succeeded"),
                        Outcomes.rollout(2, "rol_hisc2", "1.0.0", "1.1.0", "succeeded")));

        explain("acme/his-c", "")
                .body("rollout", equalTo("rol_hisc2"))
                .body("rule", equalTo("manual"))
                .body("inputs", equalTo(Map.of("requested", "1.1.0")))
                .body("steps.rule", contains("policy"))
                .body("steps.verdict", contains("decided"))
                .body("steps.message", contains("It runs 1.1.0."))
                .body("steps[0].inputs", equalTo(Map.of("policy", "manual")));
        explain("acme/his-c", "?rollout=rol_hisc1")
                .body("version", equalTo("1.0.0"))
                .body("steps.message", contains("It runs 1.0.0."))
                .body("decided_at", equalTo("2026-01-01T00:00:10Z"));
        Api.as(Tokens.ACME)
                .get("/providers/installed/acme/his-c/explain?rollout=rol_hisa1")
                .then()
                .statusCode(404);
        Api.as(Tokens.GLOBEX)
                .get("/providers/installed/acme/his-c/history")
                .then()
                .statusCode(404);
    }

    /** The former one's is gone with it. */
    @Test
    void whatIsInstalledAgainBeginsAnew() {
        String id = Installs.installed("acme/his-d", "manual", "1.0.0");
        Installs.tell("acme/his-d", told(id, 1, Outcomes.rollout(1, "rol_hisd1", null, "1.0.0", "succeeded")));
        Api.as(Tokens.ACME).delete("/providers/installed/acme/his-d").then().statusCode(202);
        InstallationOutcome gone = Outcomes.with(
                Outcomes.outcome(id, 2, 2, InstallationOutcome.Phase.removed, null, null, null),
                Outcomes.rollout(1, "rol_hisd1", null, "1.0.0", "succeeded"));
        io.slipway.registry.support.Kafka.send(new io.slipway.contracts.RolloutEvent.InstallationRemoved(gone), gone);
        await().until(() ->
                Api.as(Tokens.ACME).get("/providers/installed/acme/his-d").statusCode() == 404);

        Installs.install(Map.of("provider_name", "acme/his-d", "version", "1.0.0"))
                .then()
                .statusCode(202);
        history("acme/his-d").body("items", hasSize(0));
    }

    private static InstallationOutcome told(String id, long sequence, InstallationOutcome.RolloutRecord... rollouts) {
        return Outcomes.with(
                Outcomes.available(
                        id,
                        sequence,
                        1,
                        Outcomes.revision(
                                1, rollouts[rollouts.length - 1].rollout().toVersion())),
                rollouts);
    }

    private static ValidatableResponse history(String provider) {
        return Api.as(Tokens.ACME)
                .get("/providers/installed/" + provider + "/history")
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse explain(String provider, String query) {
        return Api.as(Tokens.ACME)
                .get("/providers/installed/" + provider + "/explain" + query)
                .then()
                .statusCode(200);
    }
}
