package io.slipway.registry.contract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.slipway.apicheck.ApiOperation;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Shares;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

/** Where the operator allows it, whoever has no token reads what is public; {@link AccessMatrixTest} has the default. */
@QuarkusTest
@TestProfile(AnonymousReadTest.Allowed.class)
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class AnonymousReadTest {
    private static final Set<String> OPEN = Set.of("listProviders", "getProvider", "listVersions", "getVersion");

    /** As an operator would set it, and what {@link SignedUrlSettingsTest} wants of the same application. */
    public static final class Allowed implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>(SignedUrlSettingsTest.SETTINGS);
            settings.put("slipway.anonymous.reads", "true");
            return settings;
        }
    }

    @Test
    void nothingButPublicReadsIsAnswered() {
        Api.release("acme/anonymous-walk", "1.0.0");
        List<String> deviations = new ArrayList<>();
        for (ApiOperation operation : ContractFilter.contract().operations()) {
            Response answer = OperationRequest.send(
                    operation, RestAssured.given().redirects().follow(false), "acme", "anonymous-walk");
            boolean open = OPEN.contains(operation.id());
            boolean takesToken = !operation.node().path("x-scope").asText("").isEmpty();
            boolean asStated = open
                    ? answer.statusCode() == 200
                    : answer.statusCode() >= 400 && (answer.statusCode() == 401 || !takesToken);
            if (!asStated) {
                deviations.add(operation.id() + ": " + answer.statusCode());
            }
            boolean described = operation.node().path("security").valueStream().anyMatch(way -> way.isEmpty());
            if (described != open) {
                deviations.add(operation.id() + " is described otherwise");
            }
        }

        assertThat(deviations).isEmpty();
    }

    @Test
    void onlyWhatIsPublicAndPublishedIsThere() {
        Api.release("acme/anonymous-public", "1.0.0");
        Api.publish(Tokens.ACME, "acme/anonymous-public", "1.1.0", Packages.hello("unpublished"));
        for (String visibility : List.of("private", "organization")) {
            Api.release("acme/anonymous-" + visibility, "1.0.0");
            Shares.visibility(Tokens.ACME, "acme/anonymous-" + visibility, visibility)
                    .statusCode(200);
            get("/providers/acme/anonymous-" + visibility).statusCode(404);
            get("/providers/acme/anonymous-" + visibility + "/versions").statusCode(404);
            get("/providers/acme/anonymous-" + visibility + "/versions/1.0.0").statusCode(404);
        }
        Api.publish(Tokens.ACME, "acme/anonymous-unborn", "1.0.0", Packages.hello("unborn"));

        get("/providers/acme/anonymous-unborn").statusCode(404);
        get("/providers/acme/anonymous-public/versions").statusCode(200).body("items.version", contains("1.0.0"));
        get("/providers/acme/anonymous-public/versions/latest").body("version", equalTo("1.0.0"));
        get("/providers/acme/anonymous-public/versions/1.1.0").statusCode(404);
        get("/providers/acme/anonymous-public/versions/1.0.0/download").statusCode(401);
        get("/providers?q=anonymous-pu").body("items.name", contains("acme/anonymous-public"));
        get("/providers?q=anonymous-pu&scope=public").body("items.name", contains("acme/anonymous-public"));
        get("/providers?q=anonymous-private").body("items", empty());
        get("/providers?scope=organization").body("items", empty());
        get("/providers?scope=shared").body("items", empty());
    }

    @Test
    void whoeverShowsATokenNeedsAGoodOneAndOthersAreCountedByAddress() {
        Api.as("slp_nonsense").get("/providers").then().statusCode(401);
        RestAssured.given().header("Authorization", "").get("/providers").then().statusCode(401);
        get("/providers").statusCode(200).header("RateLimit-Policy", startsWith("\"anonymous\""));
    }

    private static ValidatableResponse get(String path) {
        return RestAssured.given().redirects().follow(false).get(path).then();
    }
}
