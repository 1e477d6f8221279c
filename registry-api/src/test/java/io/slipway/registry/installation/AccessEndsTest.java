package io.slipway.registry.installation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.slipway.contracts.InstallationOutcome;
import io.slipway.contracts.RolloutEvent;
import io.slipway.contracts.Topics;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Kafka;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Shares;
import io.slipway.registry.support.Tenants;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

/** What was installed keeps running what it runs when its tenant may no longer see the provider, and gets no new version. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class AccessEndsTest {

    @Test
    void whatWasSharedIsHeldUntilItIsSharedAgain() {
        Tenants.Founded tenant = Tenants.found("lessee");
        provider("acme/leased", "private");
        refused(install(tenant.token(), "acme/leased", "default"), 404, "not_found");
        Shares.share(Tokens.ACME, "acme/leased", "organization", "lessee").statusCode(201);
        String id = install(tenant.token(), "acme/leased", "default")
                .statusCode(202)
                .extract()
                .path("id");

        Shares.unshare(Tokens.ACME, "acme/leased", "organization", "lessee").statusCode(204);

        awaitHeld(tenant.token(), "acme/leased", "default", true);
        installed(tenant.token(), "acme/leased", "default")
                .body("pinned_version", equalTo("1.0.0"))
                .body("message", containsString("no longer open"));
        assertThat(Installs.events(id, 2).getLast().data().path("reason").asText())
                .isEqualTo("access");
        Api.release("acme/leased", "1.1.0");
        refused(post(tenant.token(), "acme/leased", "upgrade", Map.of()), 403, "access_withdrawn");
        refused(post(tenant.token(), "acme/leased", "upgrade", version("1.1.0")), 403, "access_withdrawn");
        refused(post(tenant.token(), "acme/leased", "downgrade", version("0.1.0")), 403, "access_withdrawn");
        refused(post(tenant.token(), "acme/leased", "rollback", version("0.1.0")), 403, "access_withdrawn");
        refused(post(tenant.token(), "acme/leased", "release-hold", Map.of()), 403, "access_withdrawn");
        post(tenant.token(), "acme/leased", "deploy", Map.of()).statusCode(202);
        Api.as(tenant.token())
                .contentType("application/json")
                .body(Map.of("config", Map.of("GREETING", "still")))
                .patch("/providers/installed/acme/leased")
                .then()
                .statusCode(200);

        Shares.share(Tokens.ACME, "acme/leased", "organization", "lessee").statusCode(201);

        awaitHeld(tenant.token(), "acme/leased", "default", false);
        post(tenant.token(), "acme/leased", "upgrade", Map.of())
                .statusCode(202)
                .body("installed_version", equalTo("1.1.0"));
    }

    @Test
    void whatIsNoLongerPublicIsHeldForOthersAloneHoweverManyTheyAre() {
        provider("acme/closing", "public");
        List<String> environments = IntStream.rangeClosed(1, AccessReviews.BATCH + 5)
                .mapToObj(number -> "e" + number)
                .toList();
        environments.forEach(environment ->
                install(Tokens.GLOBEX, "acme/closing", environment).statusCode(202));
        install(Tokens.ACME, "acme/closing", "default").statusCode(202);

        Shares.visibility(Tokens.ACME, "acme/closing", "organization").statusCode(200);

        environments.forEach(environment -> awaitHeld(Tokens.GLOBEX, "acme/closing", environment, true));
        installed(Tokens.ACME, "acme/closing", "default")
                .body("held", equalTo(false))
                .body("pinned_version", nullValue());

        Shares.visibility(Tokens.ACME, "acme/closing", "public").statusCode(200);
        environments.forEach(environment -> awaitHeld(Tokens.GLOBEX, "acme/closing", environment, false));
    }

    /** An installation goes on by the share of the user who made it, whoever else is in the organization. */
    @Test
    void aUsersShareCarriesWhatHeInstalled() {
        Tenants.Founded tenant = Tenants.found("carriers");
        Shares.Person ada = Shares.person(tenant, "Ada", "operator");
        Shares.Person bob = Shares.person(tenant, "Bob", "operator");
        provider("acme/carried", "private");
        Shares.share(Tokens.ACME, "acme/carried", "user_id", ada.user()).statusCode(201);
        refused(install(bob.token(), "acme/carried", "default"), 404, "not_found");
        install(ada.token(), "acme/carried", "default").statusCode(202);
        Api.release("acme/carried", "1.1.0");
        post(bob.token(), "acme/carried", "upgrade", Map.of()).statusCode(202);

        Shares.unshare(Tokens.ACME, "acme/carried", "user_id", ada.user()).statusCode(204);

        awaitHeld(tenant.token(), "acme/carried", "default", true);
        installed(tenant.token(), "acme/carried", "default").body("pinned_version", equalTo("1.1.0"));
    }

    /** Deployer stays where it is; what that is may be heard here only later. */
    @Test
    void aHoldFollowsWhatDeployerTells() {
        Tenants.Founded tenant = Tenants.found("laggards");
        provider("acme/lagging", "private");
        Shares.share(Tokens.ACME, "acme/lagging", "organization", "laggards").statusCode(201);
        String id = install(tenant.token(), "acme/lagging", "default")
                .statusCode(202)
                .extract()
                .path("id");
        Shares.unshare(Tokens.ACME, "acme/lagging", "organization", "laggards").statusCode(204);
        awaitHeld(tenant.token(), "acme/lagging", "default", true);
        installed(tenant.token(), "acme/lagging", "default").body("pinned_version", equalTo("1.0.0"));

        InstallationOutcome moved = Outcomes.available(id, 5, 1, Outcomes.revision(2, "1.1.0"));
        Kafka.send(new RolloutEvent.RolloutSucceeded(moved), moved);

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> installed(tenant.token(), "acme/lagging", "default")
                .body("current_version", equalTo("1.1.0"))
                .body("pinned_version", equalTo("1.1.0")));
    }

    @Test
    void whatWasAskedForByHandIsStillAskedForWhenAccessIsBack() {
        Tenants.Founded tenant = Tenants.found("askers");
        provider("acme/asked-for", "private");
        Shares.share(Tokens.ACME, "acme/asked-for", "organization", "askers").statusCode(201);
        String id = install(tenant.token(), "acme/asked-for", "default")
                .statusCode(202)
                .extract()
                .path("id");
        Api.release("acme/asked-for", "1.1.0");
        post(tenant.token(), "acme/asked-for", "upgrade", Map.of()).statusCode(202);

        Shares.unshare(Tokens.ACME, "acme/asked-for", "organization", "askers").statusCode(204);
        awaitHeld(tenant.token(), "acme/asked-for", "default", true);
        InstallationOutcome stayed = Outcomes.available(id, 5, 9, Outcomes.revision(1, "1.0.0"));
        Kafka.send(new RolloutEvent.RolloutSucceeded(stayed), stayed);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> installed(tenant.token(), "acme/asked-for", "default")
                        .body("pinned_version", equalTo("1.0.0")));
        Shares.share(Tokens.ACME, "acme/asked-for", "organization", "askers").statusCode(201);
        awaitHeld(tenant.token(), "acme/asked-for", "default", false);

        JsonNode told = Kafka.awaitEvents(Topics.INSTALLATIONS, id, 4).getLast().data();
        assertThat(told.at("/installation/version").asText()).isEqualTo("1.1.0");
        assertThat(told.at("/installation/pin").isNull()).isTrue();
    }

    @Test
    void aHoldByHandStaysOne() {
        Tenants.Founded tenant = Tenants.found("holders");
        provider("acme/handheld", "private");
        Api.release("acme/handheld", "1.1.0");
        Shares.share(Tokens.ACME, "acme/handheld", "organization", "holders").statusCode(201);
        install(tenant.token(), "acme/handheld", "default").statusCode(202);
        install(tenant.token(), "acme/handheld", "other").statusCode(202);
        post(tenant.token(), "acme/handheld", "downgrade", version("1.0.0")).statusCode(202);

        Shares.unshare(Tokens.ACME, "acme/handheld", "organization", "holders").statusCode(204);
        awaitHeld(tenant.token(), "acme/handheld", "other", true);
        Shares.share(Tokens.ACME, "acme/handheld", "organization", "holders").statusCode(201);
        awaitHeld(tenant.token(), "acme/handheld", "other", false);

        installed(tenant.token(), "acme/handheld", "default")
                .body("held", equalTo(true))
                .body("pinned_version", equalTo("1.0.0"));
    }

    /** By the share of a user alone, and only while he belongs to the organization. */
    @Test
    void whatAMemberInstalledByHisShareIsHeldWhileHeIsNone() {
        Tenants.Founded tenant = Tenants.found("leavers");
        Shares.Person ada = Shares.person(tenant, "Ada", "operator");
        provider("acme/left-behind", "private");
        provider("acme/left-open", "private");
        Shares.share(Tokens.ACME, "acme/left-behind", "user_id", ada.user()).statusCode(201);
        Shares.share(Tokens.ACME, "acme/left-open", "organization", "leavers").statusCode(201);
        String id = install(ada.token(), "acme/left-behind", "default")
                .statusCode(202)
                .extract()
                .path("id");
        install(ada.token(), "acme/left-open", "default").statusCode(202);
        Api.release("acme/left-behind", "1.1.0");

        Api.as(tenant.token())
                .delete("/organizations/leavers/members/" + ada.user())
                .then()
                .statusCode(204);

        mayHaveMore(id, false);
        refused(post(tenant.token(), "acme/left-behind", "upgrade", Map.of()), 403, "access_withdrawn");
        awaitHeld(tenant.token(), "acme/left-behind", "default", true);
        installed(tenant.token(), "acme/left-open", "default").body("held", equalTo(false));

        Api.as(tenant.token())
                .contentType("application/json")
                .body(Map.of("user_id", ada.user(), "role", "viewer"))
                .post("/organizations/leavers/members")
                .then()
                .statusCode(201);

        awaitHeld(tenant.token(), "acme/left-behind", "default", false);
        mayHaveMore(id, true);
    }

    static void provider(String name, String visibility) {
        Api.release(name, "1.0.0");
        Shares.visibility(Tokens.ACME, name, visibility).statusCode(200);
    }

    static ValidatableResponse install(String token, String provider, String environment) {
        return Installs.install(
                        token, Map.of("provider_name", provider, "upgrade_policy", "auto", "environment", environment))
                .then();
    }

    static ValidatableResponse installed(String token, String provider, String environment) {
        return Api.as(token)
                .get("/providers/installed/" + provider + "?environment=" + environment)
                .then()
                .statusCode(200);
    }

    static void mayHaveMore(String id, boolean open) {
        Api.asService()
                .get("/internal/installations/" + id + "/access")
                .then()
                .statusCode(200)
                .body("open", equalTo(open));
    }

    static void awaitHeld(String token, String provider, String environment, boolean held) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> installed(token, provider, environment).extract().path("held"), equalTo(held));
    }

    private static ValidatableResponse post(String token, String provider, String action, Map<String, Object> body) {
        return Api.as(token)
                .contentType("application/json")
                .body(body)
                .post("/providers/installed/" + provider + "/" + action)
                .then();
    }

    private static Map<String, Object> version(String number) {
        return Map.of("version", number);
    }

    private static void refused(ValidatableResponse response, int status, String code) {
        response.statusCode(status).body("code", equalTo(code));
    }
}
