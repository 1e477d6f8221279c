package io.slipway.registry.provider;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Shares;
import io.slipway.registry.support.Tenants;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

/** Providers shared with users and with organizations. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShareTest {
    private Tenants.Founded friends;

    @BeforeEach
    void anOrganizationToShareWith() {
        friends = friends == null ? Tenants.found("friends") : friends;
    }

    @Test
    void anOrganizationSeesWhatIsSharedWithItUntilItNoLongerIs() {
        released("acme/share-lent");
        sees(friends.token(), "acme/share-lent", 404);

        Shares.share(Tokens.ACME, "acme/share-lent", "organization", "friends")
                .statusCode(201)
                .body("provider", equalTo("acme/share-lent"))
                .body("organization", equalTo("friends"))
                .body("user_id", nullValue());

        sees(friends.token(), "acme/share-lent", 200);
        sees(Tokens.GLOBEX, "acme/share-lent", 404);
        listed(friends.token(), "scope=shared").body("items.name", hasItem("acme/share-lent"));
        listed(friends.token(), "scope=public").body("items.name", not(hasItem("acme/share-lent")));
        listed(friends.token(), "q=share-lent").body("items.name", hasItem("acme/share-lent"));
        listed(Tokens.GLOBEX, "q=share-lent").body("items.name", not(hasItem("acme/share-lent")));

        Shares.unshare(Tokens.ACME, "acme/share-lent", "organization", "friends")
                .statusCode(204);
        sees(friends.token(), "acme/share-lent", 404);
        listed(friends.token(), "q=share-lent").body("items.name", not(hasItem("acme/share-lent")));
    }

    @Test
    void aUserIsNotNamedAsAnOrganizationNorTheOtherWayRound() {
        released("acme/share-mixed");
        Shares.share(Tokens.ACME, "acme/share-mixed", "organization", "friends").statusCode(201);

        Shares.share(Tokens.ACME, "acme/share-mixed", "user_id", "friends").statusCode(422);
        Shares.unshare(Tokens.ACME, "acme/share-mixed", "user_id", "friends").statusCode(422);
        sees(friends.token(), "acme/share-mixed", 200);
    }

    @Test
    void aUserSeesWhatIsSharedWithHimAndHisColleaguesDoNot() {
        released("acme/share-view");
        Shares.Person ada = Shares.person(friends, "Ada", "viewer");
        Shares.Person bob = Shares.person(friends, "Bob", "owner");

        Shares.share(Tokens.ACME, "acme/share-view", "user_id", ada.user()).statusCode(201);

        sees(ada.token(), "acme/share-view", 200);
        listed(ada.token(), "scope=shared").body("items.name", hasItem("acme/share-view"));
        sees(bob.token(), "acme/share-view", 404);
        sees(friends.token(), "acme/share-view", 404);
    }

    @Test
    void whatIsSharedIsSeenOnceItIsReleased() {
        Api.publish(Tokens.ACME, "acme/share-unborn", "1.0.0", Packages.hello("unborn"));
        Shares.share(Tokens.ACME, "acme/share-unborn", "organization", "friends")
                .statusCode(201);

        sees(friends.token(), "acme/share-unborn", 404);
        listed(friends.token(), "scope=shared").body("items.name", not(hasItem("acme/share-unborn")));
    }

    @Test
    void aPrivateProviderIsForThosePublishersOfItsOrganizationAndForWhomItIsSharedWith() {
        Tenants.Founded studio = Tenants.found("studio");
        Api.release(studio.token(), "studio/draft", "1.0.0");
        Shares.Person viewer = Shares.person(studio, "Vera", "viewer");
        Shares.Person publisher = Shares.person(studio, "Paul", "publisher");

        Shares.visibility(studio.token(), "studio/draft", "organization").statusCode(200);
        sees(viewer.token(), "studio/draft", 200);
        listed(viewer.token(), "scope=organization").body("items.name", hasItem("studio/draft"));

        Shares.visibility(studio.token(), "studio/draft", "private").statusCode(200);
        sees(viewer.token(), "studio/draft", 404);
        listed(viewer.token(), "scope=organization").body("items.name", not(hasItem("studio/draft")));
        sees(publisher.token(), "studio/draft", 200);
        listed(publisher.token(), "scope=organization").body("items.name", hasItem("studio/draft"));

        Shares.share(studio.token(), "studio/draft", "user_id", viewer.user()).statusCode(201);
        sees(viewer.token(), "studio/draft", 200);
    }

    @Test
    void sharesAreListedForThePublishersAlone() {
        released("acme/share-listed");
        Shares.share(Tokens.ACME, "acme/share-listed", "organization", "friends")
                .statusCode(201);
        String shares = "/providers/acme/share-listed/shares";

        Api.as(Tokens.ACME).get(shares).then().statusCode(200).body("items.organization", contains("friends"));
        refused(Api.as(friends.token()).get(shares).then(), 403, "forbidden");
        refused(Api.as(Tokens.GLOBEX).get(shares).then(), 404, "not_found");
        refused(Shares.share(friends.token(), "acme/share-listed", "organization", "globex"), 403, "forbidden");
        refused(Shares.share(Tokens.GLOBEX, "acme/share-listed", "organization", "globex"), 404, "not_found");
        refused(Shares.unshare(Tokens.GLOBEX, "acme/share-listed", "organization", "friends"), 404, "not_found");
    }

    @Test
    void whatIsAskedForTwiceIsDoneOnce() {
        released("acme/share-twice");

        String id = Shares.share(Tokens.ACME, "acme/share-twice", "organization", "friends")
                .statusCode(201)
                .extract()
                .path("id");
        Shares.share(Tokens.ACME, "acme/share-twice", "organization", "friends")
                .statusCode(200)
                .body("id", equalTo(id));

        Shares.unshare(Tokens.ACME, "acme/share-twice", "organization", "friends")
                .statusCode(204);
        refused(Shares.unshare(Tokens.ACME, "acme/share-twice", "organization", "friends"), 404, "not_found");
        Api.as(Tokens.ACME)
                .get("/audit?subject=acme/share-twice&order=asc")
                .then()
                .body(
                        "items.action.findAll { it.contains('shared') }",
                        contains("provider.shared", "provider.unshared"))
                .body("items.find { it.action == 'provider.shared' }.details.organization", equalTo("friends"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|422|organization",
                "{\"organization\":\"friends\",\"user_id\":\"usr_1\"}|422|organization",
                "{\"organization\":\"nobody\"}|422|organization",
                "{\"user_id\":\"usr_nobody\"}|422|user_id",
                "{\"organization\":1}|400|/organization",
                "{\"team\":\"x\"}|400|/team",
            })
    void aWrongShareChangesNothing(String body, int status, String field) {
        Api.publish(Tokens.ACME, "acme/share-unshared", "1.0.0", Packages.hello("unshared"));

        Api.as(Tokens.ACME)
                .contentType("application/json")
                .body(body)
                .post("/providers/acme/share-unshared/shares")
                .then()
                .statusCode(status)
                .body("errors.field", hasItem(field));
        assertThat(Api.as(Tokens.ACME)
                        .get("/providers/acme/share-unshared/shares")
                        .jsonPath()
                        .getList("items"))
                .isEmpty();
    }

    private static void released(String provider) {
        Api.release(provider, "1.0.0");
        Shares.visibility(Tokens.ACME, provider, "private").statusCode(200);
    }

    private static void sees(String token, String provider, int status) {
        Api.as(token).get("/providers/" + provider).then().statusCode(status);
        Api.version(token, provider, "1.0.0").statusCode(status);
        Api.as(token)
                .get("/providers/" + provider + "/versions/1.0.0/download?redirect=false")
                .then()
                .statusCode(status);
    }

    private static ValidatableResponse listed(String token, String query) {
        return Api.as(token).get("/providers?limit=100&" + query).then().statusCode(200);
    }

    private static void refused(ValidatableResponse response, int status, String code) {
        response.statusCode(status).body("code", equalTo(code));
    }
}
