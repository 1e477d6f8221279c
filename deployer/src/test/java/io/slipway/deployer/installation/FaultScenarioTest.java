package io.slipway.deployer.installation;

import java.time.Duration;

import jakarta.inject.Inject;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.slipway.contracts.Topics;
import io.slipway.deployer.Samples;
import io.slipway.deployer.Samples.Intent;
import io.slipway.deployer.rollout.RolloutState;
import io.slipway.deployer.transaction.Transactions;
import io.slipway.testing.Infrastructure;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Events that do not come, a node that is away, and owners that were replaced. */
@QuarkusTest
@WithTestResource(
        value = Infrastructure.class,
        initArgs = @io.quarkus.test.common.ResourceArg(name = "database", value = "deployer"))
@WithTestResource(Peers.class)
class FaultScenarioTest extends DeployerScenario {
    @Inject
    ClaimStore claims;

    @Inject
    InstallationStore store;

    @Inject
    Transactions transactions;

    @Test
    void waitsForAVersionThatIsNotKnownYet() {
        Intent intent = new Intent(id, provider, "1.0.0");
        events.tell(intent.state());
        SOON.untilAsserted(() -> assertThat(snapshot()).contains("VersionUnknown"));
        assertThat(events.verbs(id)).isEmpty();

        publish("1.0.0");
        awaitServing("1.0.0");
    }

    @Test
    void repairsANodeThatHasLostItsState() {
        install("1.0.0");
        node.loseEverything();
        resync();
        publish("0.1.0");
        awaitServing("1.0.0");
        SOON.untilAsserted(() -> assertThat(events.verbs(id))
                .containsExactly("RolloutStarted", "RolloutSucceeded", "InstallationRestored"));
        assertThat(latest().restored().what()).isEqualTo("missing");
    }

    @Test
    void installsAsSoonAsANodeThatWasAwayIsBack() {
        node.goDown(true);
        publish("1.0.0");
        events.tell(new Intent(id, provider, "1.0.0").state());
        SOON.untilAsserted(() -> assertThat(node.refused()).isPositive());

        node.goDown(false);

        Awaitility.await().atMost(Duration.ofSeconds(8)).until(() -> image("1.0.0")
                .equals(node.servingImage(id)));
    }

    @Test
    void goesOnWhenTheNodeWasAway() {
        install("1.0.0");
        node.goDown(true);
        publish("1.1.0");
        SOON.untilAsserted(() -> assertThat(snapshot()).contains("ClusterUnreachable"));

        node.goDown(false);

        awaitServing("1.1.0");
        SOON.untilAsserted(
                () -> assertThat(condition(latest(), "Stalled").status()).isEqualTo("False"));
        assertThat(latest().rejected()).isEmpty();
    }

    @Test
    void aSnapshotBringsWhatNoEventBrought() {
        Peers.SNAPSHOT_VERSIONS.add(Samples.version(provider, "1.0.0"));
        Peers.SNAPSHOT_VERSIONS.add(Samples.version(provider, "1.1.0"));
        Peers.SNAPSHOT_INTENTS.add(new Intent(id, provider, "1.0.0").state());

        resync();

        awaitServing("1.1.0");
    }

    /** What was told in the topic is lost with it. This one is read by no other test. */
    @Test
    void aTopicThatWasMadeAnewBringsTheSnapshotAtOnce() {
        Peers.SNAPSHOT_VERSIONS.add(Samples.version(provider, "1.0.0"));
        Peers.SNAPSHOT_INTENTS.add(new Intent(id, provider, "1.0.0").state());

        events.delete(Topics.BUILDS);

        awaitServing("1.0.0");
    }

    @Test
    void aLeaseThatRanOutIsTakenOverAndItsLateSaveIsRefused() {
        publish("1.0.0");
        Claim late = claimed(Duration.ZERO);
        SOON.untilAsserted(() -> assertThat(events.verbs(id)).endsWith("RolloutSucceeded"));

        Pass pass = new Pass(RolloutState.NEW, null, null, Duration.ZERO, 0);
        boolean saved = transactions.run(() -> claims.save(late, pass)).await().atMost(Duration.ofSeconds(5));

        assertThat(saved).isFalse();
        assertThat(snapshot()).contains("serving={number=1");
        assertThat(events.verbs(id)).containsExactly("RolloutStarted", "RolloutSucceeded");
    }

    /** Its fences are then lower than those that the cluster has seen. */
    @Test
    void aDatabaseThatWasPutBackGoesOnAboveTheClustersFences() {
        publish("1.0.0");
        Claim held = claimed(Duration.ofMinutes(5));

        assertThat(surpassed(held, 1_000_000)).isTrue();
        assertThat(surpassed(held, 2_000_000)).as("by one that came late").isFalse();

        SOON.untilAsserted(() -> assertThat(events.verbs(id)).endsWith("RolloutSucceeded"));
        assertThat(claimed(Duration.ZERO, 2).fence()).isBetween(1_000_001L, 2_000_000L);
    }

    private boolean surpassed(Claim claim, long newer) {
        return transactions.run(() -> claims.surpass(claim, newer)).await().atMost(Duration.ofSeconds(5));
    }

    private Claim claimed(Duration lease) {
        return claimed(lease, 1);
    }

    private Claim claimed(Duration lease, long sequence) {
        Intent intent = new Intent(id, provider, "1.0.0");
        intent.sequence = sequence;
        return transactions
                .run(() -> store.want(intent.state()).chain(() -> claims.claimDue("killed", lease, 500)))
                .await()
                .atMost(Duration.ofSeconds(5))
                .stream()
                .filter(claim -> claim.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void somebodyNewerAtTheNodeStopsALateOwner() {
        install("1.0.0");
        node.raiseFence(id, 1_000_000);
        publish("1.1.0");
        SOON.untilAsserted(() -> assertThat(events.verbs(id)).endsWith("RolloutStarted"));
        assertThat(node.servingImage(id)).isEqualTo(image("1.0.0"));
        assertThat(node.running(id)).containsExactly(image("1.0.0"));
    }

    @Test
    void internalRoutesWantTheServicesToken() {
        RestAssured.given().get("/internal/installations").then().statusCode(401);
        RestAssured.given()
                .header("Authorization", "Bearer wrong")
                .post("/internal/resync")
                .then()
                .statusCode(401);
        String page = RestAssured.given()
                .header("Authorization", "Bearer " + token)
                .get("/internal/installations/%s/logs?limit=10".formatted(id))
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(page).contains("\"offset\":\"1:5\"", "\"next\":\"1:5\"");
    }
}
