package io.slipway.registry.installation;

import java.util.HashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.slipway.contracts.InstallationOutcome;
import io.slipway.contracts.InstallationOutcome.Phase;
import io.slipway.contracts.RolloutEvent;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Kafka;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class ChangeTest {

    @Test
    void aPatchMergesAndTellsWhatChanged() {
        String id = Installs.installed("acme/chg-a", "manual", "1.0.0");
        Map<String, Object> config = new HashMap<>(Map.of("GREETING", "servus", "LEVEL", 3));

        Installs.patch("acme/chg-a", Map.of("upgrade_policy", "auto", "config", config))
                .statusCode(200)
                .header("ETag", startsWith("\"2-"))
                .body("upgrade_policy", equalTo("auto"))
                .body("config", equalTo(config));
        Installs.patch("acme/chg-a", Map.of("upgrade_policy", "auto"))
                .statusCode(200)
                .header("ETag", startsWith("\"2-"));
        config.put("LEVEL", null);
        Installs.patch("acme/chg-a", Map.of("config", config)).body("config", equalTo(Map.of("GREETING", "servus")));

        var events = Installs.events(id, 3);
        assertThat(events.get(1).data().path("reason").asText()).isEqualTo("policy,config");
        assertThat(events.get(2).data().at("/installation/config_revision").asInt())
                .isEqualTo(3);
        assertThat(events.get(2).data().at("/installation/requested_generation").asInt())
                .isEqualTo(1);
        Installs.patch("acme/chg-a", Map.of("config", Map.of("GREETING", 1))).statusCode(422);
        Installs.patch("acme/chg-a", Map.of("version", "1.0.0")).statusCode(400);
    }

    @Test
    void whoeverLeavesTheAutomaticPolicyStaysWhereItHasLed() {
        String id = Installs.installed("acme/chg-p", "auto", "1.0.0", "1.1.0");
        Installs.tell("acme/chg-p", Outcomes.available(id, 2, 1, Outcomes.revision(2, "1.1.0")));

        Installs.patch("acme/chg-p", Map.of("upgrade_policy", "manual"))
                .statusCode(200)
                .body("installed_version", equalTo("1.1.0"));

        var changed = Installs.events(id, 2).getLast().data();
        assertThat(changed.at("/installation/version").asText()).isEqualTo("1.1.0");
    }

    @Test
    void aChangeOfWhatSomebodyElseHasChangedIsRefused() {
        Installs.installed("acme/chg-b", "manual", "1.0.0");
        String path = "/providers/installed/acme/chg-b";

        Api.as(Tokens.ACME)
                .header("If-Match", "\"7\"")
                .delete(path)
                .then()
                .statusCode(412)
                .body("code", equalTo("precondition_failed"));
        Api.as(Tokens.ACME).header("If-Match", "\"1\"").delete(path).then().statusCode(202);
    }

    @Test
    void removedMeansGoneAndAnotherInstallIsAnotherOne() {
        String id = Installs.installed("acme/chg-c", "manual", "1.0.0");
        String path = "/providers/installed/acme/chg-c";

        Api.as(Tokens.ACME)
                .delete(path + "?cascade=true")
                .then()
                .statusCode(202)
                .body("status", equalTo("removing"));
        Api.as(Tokens.ACME).delete(path).then().statusCode(202).header("ETag", startsWith("\"2-"));
        Installs.post("acme/chg-c", "upgrade").statusCode(409).body("code", equalTo("removing"));
        Installs.install(Map.of("provider_name", "acme/chg-c"))
                .then()
                .statusCode(409)
                .header("Retry-After", notNullValue())
                .body("code", equalTo("removing"));
        assertThat(Installs.events(id, 2)
                        .getLast()
                        .data()
                        .at("/installation/delete_data")
                        .asBoolean())
                .isTrue();

        // The cluster does not answer: what is to be removed is given up, and its data is still asked for.
        Api.as(Tokens.ACME).delete(path + "?force=true").then().statusCode(202).header("ETag", startsWith("\"3-"));
        JsonNode forced = Installs.events(id, 3).getLast().data();
        assertThat(forced.at("/installation/force").asBoolean()).isTrue();
        assertThat(forced.at("/installation/delete_data").asBoolean()).isTrue();
        Api.as(Tokens.ACME).delete(path + "?force=true").then().statusCode(202).header("ETag", startsWith("\"3-"));

        InstallationOutcome removed = Outcomes.outcome(id, 4, 3, Phase.removed, null, null, null);
        Kafka.send(new RolloutEvent.InstallationRemoved(removed), removed);

        await().untilAsserted(() -> Installs.get("acme/chg-c").statusCode(404));
        assertThat(Installs.install(Map.of("provider_name", "acme/chg-c")).<String>path("id"))
                .isNotNull()
                .isNotEqualTo(id);
    }
}
