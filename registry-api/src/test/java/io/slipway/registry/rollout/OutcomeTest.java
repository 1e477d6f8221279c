package io.slipway.registry.rollout;

import java.util.List;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.slipway.contracts.InstallationOutcome;
import io.slipway.contracts.InstallationOutcome.Phase;
import io.slipway.contracts.RolloutEvent;
import io.slipway.outbox.EventJson;
import io.slipway.registry.installation.Installs;
import io.slipway.registry.installation.Outcomes;
import io.slipway.registry.paging.Slice;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Kafka;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class OutcomeTest {

    @Test
    void whatDeployerTellsIsShown() {
        String id = Installs.installed("acme/out-a", "auto", "1.0.0");
        Installs.tell(
                "acme/out-a",
                Outcomes.outcome(
                        id,
                        3,
                        1,
                        Phase.progressing,
                        Outcomes.revision(2, "1.1.0"),
                        Outcomes.revision(1, "1.0.0"),
                        "0.9.0"));

        Installs.get("acme/out-a")
                .body("status", equalTo("progressing"))
                .body("message", equalTo("It is progressing."))
                .body("installed_version", equalTo("1.1.0"))
                .body("current_version", equalTo("1.0.0"))
                .body("url", equalTo("http://localhost:1/i/" + id + "/"));
        Api.as(Tokens.ACME)
                .get("/providers/installed/acme/out-a/deployment")
                .then()
                .statusCode(200)
                .body("status", equalTo("progressing"))
                .body("revision", equalTo(1))
                .body("version", equalTo("1.0.0"))
                .body("ready_replicas", equalTo(1))
                .body("conditions", hasSize(1))
                .body("conditions[0].last_transition_at", notNullValue())
                .body("rejected.version", contains("0.9.0"));
    }

    @Test
    void whatWasPutBackStandsInTheAuditLogOnce() {
        String id = Installs.installed("acme/out-g", "auto", "1.0.0");
        InstallationOutcome scaled =
                Outcomes.restored(Outcomes.available(id, 7, 1, Outcomes.revision(1, "1.0.0")), "Deployment scaled");
        InstallationOutcome later = Outcomes.restored(
                Outcomes.outcome(id, 8, 1, Phase.progressing, null, Outcomes.revision(1, "1.0.0"), null),
                "Deployment scaled");

        Kafka.send(new RolloutEvent.InstallationRestored(scaled), scaled);
        Kafka.send(new RolloutEvent.InstallationRestored(scaled), scaled);
        Installs.tell("acme/out-g", later);

        Api.as(Tokens.ACME)
                .get("/audit?action=rollout.restored&subject=" + id)
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].actor", equalTo("system:deployer"))
                .body("items[0].details.what", equalTo("Deployment scaled"));
    }

    @Test
    void anOlderOutcomeChangesNothing() {
        String id = Installs.installed("acme/out-b", "auto", "1.0.0");
        Installs.tell("acme/out-b", Outcomes.available(id, 7, 1, Outcomes.revision(1, "1.0.0")));
        InstallationOutcome late = Outcomes.outcome(id, 6, 1, Phase.failed, null, null, null);
        InstallationOutcome next = Outcomes.available(id, 8, 1, Outcomes.revision(1, "1.0.0"));

        Kafka.send(new RolloutEvent.RolloutFailed(late), late);
        Kafka.send(new RolloutEvent.RolloutSucceeded(next), next);
        Installs.tell("acme/out-b", next);
        peerTells(late);
        Api.asService().post("/internal/resync").then().statusCode(202);

        Installs.get("acme/out-b").body("status", equalTo("available")).body("current_version", equalTo("1.0.0"));
    }

    @Test
    @Timeout(60)
    void aDeployerThatStopsInTheMiddleIsNotWaitedForForEver() {
        String id = Installs.installed("acme/out-half", "auto", "1.0.0");
        Api.peerAnswersHalf("/internal/installations/" + id + "/logs?limit=1");
        Api.peerAnswersHalf("/internal/installations?after=&limit=500");

        Api.as(Tokens.ACME)
                .get("/providers/installed/acme/out-half/logs?limit=1")
                .then()
                .statusCode(503);
        Api.asService().post("/internal/resync").then().statusCode(503);

        peerTells(Outcomes.available(id, 7, 1, Outcomes.revision(1, "1.0.0")));
        Api.asService().post("/internal/resync").then().statusCode(202);
    }

    @Test
    void whatWasMissedIsFoundInTheSnapshot() {
        String id = Installs.installed("acme/out-c", "auto", "1.0.0");
        peerTells(Outcomes.available(id, 7, 1, Outcomes.revision(1, "1.0.0")));

        Api.asService().post("/internal/resync").then().statusCode(202).body("changed", equalTo(1));

        Installs.get("acme/out-c").body("status", equalTo("available"));
    }

    /** Text with NUL, which no jsonb takes. */
    @Test
    void oneThatCannotBeStoredKeepsNoOthersFromBeingHeard() {
        String bad = Installs.installed("acme/out-e", "auto", "1.0.0");
        String behind = Installs.installed("acme/out-f", "auto", "1.0.0");
        InstallationOutcome unstorable =
                Outcomes.outcome(bad, 7, 1, Phase.failed, Outcomes.revision(1, "1.0.0"), null, "0.9.0" + (char) 0);

        Kafka.send(new RolloutEvent.RolloutFailed(unstorable), unstorable);
        Installs.tell("acme/out-f", Outcomes.available(behind, 7, 1, Outcomes.revision(1, "1.0.0")));
        Installs.tell("acme/out-e", Outcomes.available(bad, 8, 1, Outcomes.revision(1, "1.0.0")));

        InstallationOutcome later =
                Outcomes.outcome(bad, 9, 1, Phase.failed, Outcomes.revision(1, "1.0.0"), null, "0.9.0" + (char) 0);
        peerTells(later, Outcomes.available(behind, 9, 2, Outcomes.revision(2, "1.1.0")));
        Api.asService().post("/internal/resync").then().statusCode(202).body("changed", equalTo(1));
        Installs.get("acme/out-e").body("status", equalTo("available"));
        Installs.get("acme/out-f").body("current_version", equalTo("1.1.0"));
    }

    @Test
    void theProvidersOutputIsFetchedFromDeployer() {
        String id = Installs.installed("acme/out-d", "auto", "1.0.0");
        String path = "/providers/installed/acme/out-d/logs?limit=1";
        Api.as(Tokens.ACME).get(path).then().statusCode(200).body("items", hasSize(0));

        Api.peerAnswers("/internal/installations/" + id + "/logs?limit=1", """
                {"items":[{"offset":"1-0","time":null,"revision":1,"text":"listening"}],"next":"1-10"}""");

        Api.as(Tokens.ACME)
                .get(path)
                .then()
                .statusCode(200)
                .body("items.text", contains("listening"))
                .body("next", equalTo("1-10"));
        Api.as(Tokens.ACME)
                .get("/providers/installed/acme/out-d/logs?limit=0")
                .then()
                .statusCode(422);
    }

    private static void peerTells(InstallationOutcome... outcomes) {
        Api.peerAnswers("/internal/builds?after=&limit=500", EventJson.write(new Slice<>(List.of(), null)));
        Api.peerAnswers(
                "/internal/installations?after=&limit=500", EventJson.write(new Slice<>(List.of(outcomes), null)));
    }
}
