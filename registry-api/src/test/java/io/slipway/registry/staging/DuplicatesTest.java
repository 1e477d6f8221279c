package io.slipway.registry.staging;

import java.util.Map;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.slipway.contracts.BuildEvent;
import io.slipway.contracts.BuildState;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Kafka;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.registry.support.Uploads;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

/** Which versions of the same package make an upload needless, and what a taken number is answered with. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class DuplicatesTest {

    @ParameterizedTest(name = "{0}, forced: {2}, {1}: {3} {4}")
    @CsvSource({
        "published, same, false, 200,, it is the duplicate",
        "published, same, true, 409, version_exists, force never passes over a number",
        "published, other, false, 200,, it is the duplicate under another number",
        "published, other, true, 201,, force passes over the duplicate",
        "building, same, false, 409, version_exists, it is not published",
        "building, same, true, 409, version_exists, it is not published",
        "building, other, false, 201,, whether it becomes one is seen when this one is confirmed",
        "yanked, same, false, 409, version_exists, what was withdrawn is no duplicate",
        "yanked, other, false, 201,, what was withdrawn is no duplicate",
        "deleted, same, false, 409, version_burned, what was deleted is no duplicate",
        "deleted, other, false, 201,, what was deleted is no duplicate",
        "failed, same, false, 201,, what failed may be tried again",
        "failed, other, false, 201,, what failed is no duplicate"
    })
    void onlyAPublishedVersionIsADuplicate(
            String state, String number, boolean forced, int status, String code, String reason) {
        String provider = "acme/dup-" + state + "-" + number + "-" + forced;
        byte[] bytes = Packages.hello(provider);
        Response first = Uploads.publish(provider, "1.0.0", bytes);
        first.then().statusCode(202);
        become(state, first);
        Map<String, Object> wanted = Uploads.of(number.equals("same") ? "1.0.0" : "1.1.0", bytes);
        wanted.put("force", forced);

        Response answer = Uploads.request(Tokens.ACME, provider, wanted);

        answer.then().statusCode(status).body("code", equalTo(code));
        if (status == 200) {
            answer.then()
                    .body("duplicate", equalTo(true))
                    .body("version.id", equalTo(first.path("id")))
                    .body("'package'", nullValue())
                    .body("upload_id", nullValue());
        }
        if (status == 201) {
            answer.then()
                    .body("duplicate", equalTo(false))
                    .body("version", nullValue())
                    .body("'package'.url", notNullValue());
        }
    }

    private static void become(String state, Response first) {
        switch (state) {
            case "published" -> release(first);
            case "yanked" -> {
                release(first);
                Api.as(Tokens.ACME)
                        .contentType("application/json")
                        .body(Map.of("reason", "it leaks", "level", "hide"))
                        .post(path(first) + "/yank")
                        .then()
                        .statusCode(200);
            }
            case "deleted" -> {
                release(first);
                Api.as(Tokens.ACME).delete(path(first)).then().statusCode(204);
            }
            case "failed" -> {
                BuildState failed = Api.failed(first, first.path("provider_name"), "1.0.0");
                Kafka.send(new BuildEvent.BuildFailed(failed), failed);
                Api.awaitStatus(first.path("provider_name"), "1.0.0", "failed");
            }
            default -> {
                // Nothing: it is building.
            }
        }
    }

    private static void release(Response first) {
        BuildState build = Api.succeeded(first, first.path("provider_name"), "1.0.0");
        Kafka.send(new BuildEvent.BuildSucceeded(build), build);
        Api.awaitStatus(first.path("provider_name"), "1.0.0", "published");
    }

    private static String path(Response first) {
        return "/providers/" + first.path("provider_name") + "/versions/1.0.0";
    }
}
