package io.slipway.deployer.installation;

import java.util.List;
import java.util.Map;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.slipway.contracts.InstallationIntent.Desired;
import io.slipway.contracts.InstallationIntent.PinCause;
import io.slipway.contracts.InstallationIntent.ResourceTier;
import io.slipway.contracts.InstallationOutcome;
import io.slipway.contracts.InstallationOutcome.Phase;
import io.slipway.contracts.VersionState.Status;
import io.slipway.contracts.VersionState.Strategy;
import io.slipway.deployer.Samples;
import io.slipway.deployer.Samples.Intent;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

/** What tenants and publishers do, from events to events. */
@QuarkusTest
@WithTestResource(
        value = Infrastructure.class,
        initArgs = @io.quarkus.test.common.ResourceArg(name = "database", value = "deployer"))
@WithTestResource(Peers.class)
class RolloutScenarioTest extends DeployerScenario {
    @Test
    void installsAndAnnouncesEachStep() {
        Intent intent = install("1.0.0");

        InstallationOutcome outcome = latest();
        assertThat(events.verbs(id)).containsExactly("RolloutStarted", "RolloutSucceeded");
        assertThat(outcome.phase()).isEqualTo(Phase.available);
        assertThat(outcome.observedGeneration()).isEqualTo(intent.generation);
        assertThat(outcome.serving().version()).isEqualTo("1.0.0");
        assertThat(outcome.urlPath()).isEqualTo("/i/" + id + "/");
        assertThat(outcome.rollout().result()).isEqualTo("succeeded");
        assertThat(outcome.rollout().actor()).isEqualTo("tok_1");
        assertThat(condition(outcome, "Ready").status()).isEqualTo("True");
        assertThat(node.servingEnvironment(id).path("GREETING").asText()).isEqualTo("hello");
    }

    @Test
    void followsANewVersionByItselfAndStopsTheOldRevision() {
        install("1.0.0");

        publish("1.1.0");

        awaitServing("1.1.0");
        SOON.untilAsserted(() -> assertThat(node.running(id)).containsExactly(image("1.1.0")));
        SOON.untilAsserted(() -> assertThat(latest().previous().version()).isEqualTo("1.0.0"));
    }

    @Test
    void takesABadVersionBackOnceAndGoesOnToTheNextGoodOne() {
        install("1.0.0");
        node.makeUnhealthy(image("1.1.0"));

        publish("1.1.0");

        SOON.untilAsserted(() -> assertThat(events.verbs(id)).endsWith("RolloutStarted", "RolledBack"));
        InstallationOutcome back = latest();
        assertThat(back.phase()).isEqualTo(Phase.rolled_back);
        assertThat(back.serving().version()).isEqualTo("1.0.0");
        assertThat(back.target()).isEqualTo(back.serving());
        assertThat(back.rejected()).extracting("version").containsExactly("1.1.0");
        assertThat(condition(back, "Degraded").message())
                .contains("1.1.0", "/healthz did not answer 2xx", "line of " + image("1.1.0"));
        assertThat(node.servingImage(id)).isEqualTo(image("1.0.0"));

        publish("1.0.1-rc.1");
        publish("1.1.1");

        awaitServing("1.1.1");
        SOON.untilAsserted(
                () -> assertThat(events.verbs(id)).endsWith("RolledBack", "RolloutStarted", "RolloutSucceeded"));
        assertThat(node.changes(id).stream().filter(change -> change.contains("PUT") && change.contains(":1.1.0\"")))
                .as("the rejected image was started once")
                .hasSize(1);
    }

    @Test
    void triesARejectedVersionAgainWhenAHandAsks() {
        Intent intent = install("1.0.0");
        node.makeUnhealthy(image("1.1.0"));
        publish("1.1.0");
        SOON.untilAsserted(() -> assertThat(events.verbs(id)).endsWith("RolledBack"));

        events.tell(intent.byHand("1.1.0").state());

        SOON.untilAsserted(() -> assertThat(events.verbs(id)).endsWith("RolledBack", "RolloutStarted", "RolledBack"));
    }

    @Test
    void aPinHoldsUntilItIsReleased() {
        Intent intent = install("1.0.0");
        intent.pin = "1.0.0";
        events.tell(intent.byHand("1.0.0").state());
        SOON.untilAsserted(() -> assertThat(latest().observedGeneration()).isEqualTo(2));
        assertThat(latest().decision().rule()).isEqualTo("pin");
        String rollout = latest().rollout().id();

        publish("1.1.0");
        intent.config = Map.of("GREETING", "moin");
        intent.configRevision = 2;
        events.tell(intent.changed().state());

        SOON.untilAsserted(() -> assertThat(latest().serving().configRevision()).isEqualTo(2));
        assertThat(latest().serving().version()).isEqualTo("1.0.0");
        assertThat(latest().rollout().id()).isNotEqualTo(rollout);
        assertThat(node.servingEnvironment(id).path("GREETING").asText()).isEqualTo("moin");

        intent.pin = null;
        events.tell(intent.changed().state());
        awaitServing("1.1.0");
    }

    /** The end of an access and a version come by two topics: the version may be heard first, and long before. */
    @Test
    void aVersionThatIsHeardBeforeTheEndOfAccessMovesNobody() {
        Intent intent = install("1.0.0");
        Peers.CLOSED.add(id);

        publish("1.1.0");
        SOON.untilAsserted(() -> assertThat(snapshot()).contains("rule=access,"));
        intent.pin = "0.9.0";
        intent.pinCause = PinCause.access;
        events.tell(intent.changed().state());

        SOON.untilAsserted(() -> assertThat(latest().observedGeneration()).isEqualTo(intent.generation));
        assertThat(latest().decision().rule()).isEqualTo("access");
        assertThat(node.changes(id)).noneMatch(change -> change.contains(image("1.1.0")));
        assertThat(node.running(id)).containsExactly(image("1.0.0"));

        Peers.CLOSED.remove(id);
        intent.pin = null;
        intent.pinCause = null;
        events.tell(intent.changed().state());
        awaitServing("1.1.0");
    }

    @Test
    void whileNobodyCanTellWhoSeesTheProviderItStaysAndAsksAgain() {
        install("1.0.0");
        Peers.silent = true;
        try {
            publish("1.1.0");
            SOON.untilAsserted(() -> assertThat(snapshot()).contains("rule=access_unknown"));
            assertThat(node.running(id)).containsExactly(image("1.0.0"));
        } finally {
            Peers.silent = false;
        }

        awaitServing("1.1.0");
    }

    @Test
    void aNewTierIsANewRevision() {
        Intent intent = install("1.0.0");
        intent.tier = ResourceTier.performance;
        events.tell(intent.changed().state());
        SOON.untilAsserted(() -> assertThat(latest().serving().resourceTier()).isEqualTo(ResourceTier.performance));
        assertThat(latest().serving().number()).isEqualTo(2);
    }

    @Test
    void aLaterIntentSupersedesARolloutThatRuns() {
        Intent intent = install("1.0.0");
        intent.pin = "1.1.0";
        node.makeUnhealthy(image("1.1.0"));
        publish("1.1.0");
        events.tell(intent.byHand("1.1.0").state());
        SOON.untilAsserted(() -> assertThat(node.running(id)).contains(image("1.1.0")));

        intent.pin = "1.0.0";
        events.tell(intent.byHand("1.0.0").state());

        SOON.untilAsserted(() -> assertThat(latest().rollout().result()).isEqualTo("superseded"));
        SOON.untilAsserted(() -> assertThat(node.running(id)).containsExactly(image("1.0.0")));
        assertThat(latest().phase()).isEqualTo(Phase.available);
        assertThat(latest().observedGeneration()).isEqualTo(intent.generation);
    }

    @Test
    void recreateNeverRunsTwoAtOnceAndStartsTheOldOneAgain() {
        events.tell(Samples.version(provider, "1.0.0", Status.published, false, null, 1, Strategy.recreate));
        Intent intent = new Intent(id, provider, "1.0.0");
        events.tell(intent.state());
        awaitServing("1.0.0");
        node.makeUnhealthy(image("1.1.0"));

        events.tell(Samples.version(provider, "1.1.0", Status.published, false, null, 1, Strategy.recreate));

        SOON.untilAsserted(() -> assertThat(events.verbs(id)).endsWith("RolledBack"));
        awaitServing("1.0.0");
        List<String> changes = node.changes(id).stream()
                .map(change -> change.replaceAll(" \\{\"image.*", ""))
                .toList();
        assertThat(changes)
                .containsSubsequence(
                        "PUT /v1/installations/%s/route {\"revision\":null}".formatted(id),
                        "DELETE /v1/installations/%s/revisions/1 ".formatted(id),
                        "PUT /v1/installations/%s/revisions/2".formatted(id),
                        "DELETE /v1/installations/%s/revisions/2 ".formatted(id),
                        "PUT /v1/installations/%s/revisions/1".formatted(id));
    }

    @Test
    void uninstallRemovesEverythingAlsoInTheMiddleOfARollout() {
        Intent intent = install("1.0.0");
        node.makeUnhealthy(image("1.1.0"));
        publish("1.1.0");
        SOON.untilAsserted(() -> assertThat(node.running(id)).contains(image("1.1.0")));

        intent.desired = Desired.absent;
        events.tell(intent.changed().state());

        SOON.untilAsserted(() -> assertThat(events.verbs(id)).endsWith("InstallationRemoved"));
        assertThat(latest().phase()).isEqualTo(Phase.removed);
        assertThat(node.running(id)).isEmpty();
    }

    @Test
    void theDataGoesAlsoWhenThatIsAskedForAfterTheRemoval() {
        Intent intent = install("1.0.0");
        intent.desired = Desired.absent;
        events.tell(intent.changed().state());
        SOON.untilAsserted(() -> assertThat(events.verbs(id)).endsWith("InstallationRemoved"));
        assertThat(node.changes(id)).noneMatch(change -> change.contains("data=true"));

        intent.deleteData = true;
        events.tell(intent.changed().state());

        SOON.untilAsserted(() -> assertThat(node.changes(id)).last().asString().contains(id + "?data=true"));
    }

    @Test
    void parksOnceWhenTheConfigDoesNotFit() {
        Intent intent = install("1.0.0");
        intent.config = Map.of("COUNT", "many");
        intent.configRevision = 2;
        events.tell(intent.changed().state());

        SOON.untilAsserted(() -> assertThat(events.verbs(id)).endsWith("InstallationParked"));
        assertThat(condition(latest(), "Progressing").message()).contains("COUNT", "change the config");
        assertThat(node.servingImage(id)).isEqualTo(image("1.0.0"));

        publish("0.9.0");
        intent.config = Map.of("COUNT", 3);
        intent.configRevision = 3;
        events.tell(intent.changed().state());
        SOON.untilAsserted(() -> assertThat(latest().serving().configRevision()).isEqualTo(3));
        assertThat(events.verbs(id)).containsOnlyOnce("InstallationParked");
        assertThat(node.servingEnvironment(id).path("COUNT").asText()).isEqualTo("3");
    }

    /** A superseded rollout ends without an event of its own. */
    @Test
    void everyRolloutIsKeptWithWhatItWasBegunFor() {
        Intent intent = install("1.0.0");
        node.makeUnhealthy(image("1.1.0"));
        publish("1.1.0");
        intent.pin = "1.1.0";
        events.tell(intent.byHand("1.1.0").state());
        SOON.untilAsserted(() -> assertThat(node.running(id)).contains(image("1.1.0")));
        publish("1.2.0");
        intent.pin = "1.2.0";
        events.tell(intent.byHand("1.2.0").state());
        awaitServing("1.2.0");
        SOON.untilAsserted(() -> assertThat(latest().rollout().result()).isEqualTo("succeeded"));

        assertThat(latest().recent())
                .extracting(one -> one.number() + " " + one.rollout().toVersion() + " "
                        + one.rollout().result() + " " + one.decision().rule())
                .containsExactly("1 1.0.0 succeeded auto_latest", "2 1.1.0 superseded pin", "3 1.2.0 succeeded pin");
        RestAssured.given()
                .header("Authorization", "Bearer " + token)
                .get("/internal/installations/{id}/rollouts?after=1&limit=1", id)
                .then()
                .statusCode(200)
                .body("items.number", contains(2))
                .body("items.rollout.result", contains("superseded"))
                .body("items.decision.steps[0].rule", hasItems("desired", "config"))
                .body("next", equalTo("2"));
        RestAssured.given()
                .header("Authorization", "Bearer " + token)
                .get("/internal/installations/{id}/rollouts?after=2", id)
                .then()
                .body("items.number", contains(3))
                .body("next", equalTo(null));
    }

    @Test
    void underAutoWhatServesGoesOnUntilTheConfigFits() {
        Intent intent = install("1.0.0");
        events.tell(Samples.withConfig(
                Samples.version(provider, "1.1.0"),
                Map.of(
                        "type",
                        "object",
                        "required",
                        List.of("REGION"),
                        "properties",
                        Map.of("REGION", Map.of("type", "string")),
                        "additionalProperties",
                        false)));

        SOON.untilAsserted(() -> assertThat(events.verbs(id)).endsWith("InstallationParked"));
        InstallationOutcome parked = latest();
        assertThat(condition(parked, "Progressing").reason()).isEqualTo("ConfigInvalid");
        assertThat(condition(parked, "Progressing").message()).contains("Version 1.1.0", "REGION");
        assertThat(parked.decision().rule()).isEqualTo("config");
        assertThat(parked.serving().version()).isEqualTo("1.0.0");
        assertThat(node.running(id)).containsExactly(image("1.0.0"));

        // What the version that serves takes, it gets.
        intent.config = Map.of("GREETING", "moin");
        intent.configRevision = 2;
        events.tell(intent.changed().state());
        SOON.untilAsserted(
                () -> assertThat(node.servingEnvironment(id).path("GREETING").asText())
                        .isEqualTo("moin"));
        assertThat(latest().serving().version()).isEqualTo("1.0.0");

        intent.config = Map.of("REGION", "eu");
        intent.configRevision = 3;
        events.tell(intent.changed().state());
        awaitServing("1.1.0");
        SOON.untilAsserted(() -> assertThat(latest().phase()).isEqualTo(Phase.available));
        assertThat(latest().observedGeneration()).isEqualTo(intent.generation);
    }

    @Test
    void underAutoALaterVersionThatFitsIsTaken() {
        install("1.0.0");
        events.tell(Samples.withConfig(
                Samples.version(provider, "1.1.0"), Map.of("type", "object", "required", List.of("REGION"))));
        SOON.untilAsserted(() -> assertThat(events.verbs(id)).endsWith("InstallationParked"));

        publish("1.1.1");

        awaitServing("1.1.1");
    }
}
