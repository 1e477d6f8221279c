package io.slipway.registry.version;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

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
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

/** The same version more than once. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class PublishAgainTest {
    private static final byte[] CODE = Packages.hello("again");

    @Test
    void theSamePackageIsTheSameVersion() {
        Response first = Api.publish(Tokens.ACME, "acme/twice", "1.0.0", CODE);
        first.then().statusCode(202);

        Api.publish(Tokens.ACME, "acme/twice", "1.0.0", CODE)
                .then()
                .statusCode(200)
                .body("", equalTo(first.path("")));
    }

    @Test
    void anotherPackageUnderTheVersionIsRefused() {
        Api.publish(Tokens.ACME, "acme/other", "1.0.0", CODE).then().statusCode(202);

        Api.publish(Tokens.ACME, "acme/other", "1.0.0", Packages.hello("other"))
                .then()
                .statusCode(409)
                .body("code", equalTo("version_exists"));
        Api.publish(Tokens.ACME, "acme/other", "1.0.0+linux", CODE)
                .then()
                .statusCode(409)
                .body("code", equalTo("version_exists"));
        Api.publish(Tokens.ACME, "acme/other", "2024.06.10-153042", CODE)
                .then()
                .statusCode(409)
                .body("code", equalTo("version_scheme_mismatch"));
        Api.publish(Tokens.ACME, "acme/other", "1.1.0", CODE).then().statusCode(202);
    }

    @Test
    void racersGetOneVersionAndOneEvent() throws Exception {
        Callable<Response> racer = () -> Api.publish(Tokens.ACME, "acme/race", "1.0.0", CODE);
        List<Response> answers;
        try (ExecutorService threads = Executors.newFixedThreadPool(10)) {
            answers = threads.invokeAll(Stream.generate(() -> racer).limit(10).toList()).stream()
                    .map(Future::resultNow)
                    .toList();
        }

        assertThat(answers)
                .extracting(Response::statusCode)
                .containsOnly(200, 202)
                .containsOnlyOnce(202);
        assertThat(answers)
                .extracting(answer -> answer.<String>path("build_id"))
                .containsOnly(answers.getFirst().<String>path("build_id"));
        Api.as(Tokens.ACME).get("/providers/acme/race/versions").then().body("items.size()", equalTo(1));
        Api.publish(Tokens.ACME, "acme/race", "1.0.1", CODE).then().statusCode(202);
        Kafka.awaitVersionEvents("acme/race@1.0.1", 1);
        assertThat(Kafka.awaitVersionEvents("acme/race@1.0.0", 1)).hasSize(1);
    }

    @Test
    void aFailedVersionIsBuiltAgainAndALateResultIsNoResult() {
        Response first = Api.publish(Tokens.ACME, "acme/failing", "1.0.0", CODE);
        BuildState failure = Api.failed(first, "acme/failing", "1.0.0");
        Kafka.send(new BuildEvent.BuildFailed(failure), failure);
        Api.awaitStatus("acme/failing", "1.0.0", "failed");
        Api.version(Tokens.ACME, "acme/failing", "1.0.0").body("error_message", equalTo("it does not compile"));
        Api.version(Tokens.GLOBEX, "acme/failing", "1.0.0").statusCode(404);

        Response second = Api.publish(Tokens.ACME, "acme/failing", "1.0.0", CODE);
        second.then()
                .statusCode(202)
                .body("status", equalTo("building"))
                .body("id", equalTo(first.path("id")))
                .body("build_id", not(equalTo(first.path("build_id"))))
                .body("error_message", nullValue());

        BuildState late = Api.succeeded(first, "acme/failing", "1.0.0", failure.sequence() + 1);
        Kafka.send(new BuildEvent.BuildSucceeded(late), late);
        BuildState failedAgain = Api.failed(second, "acme/failing", "1.0.0");
        Kafka.send(new BuildEvent.BuildFailed(failedAgain), failedAgain);
        Api.awaitStatus("acme/failing", "1.0.0", "failed");
        assertThat(Kafka.awaitVersionEvents("acme/failing@1.0.0", 4))
                .extracting(Kafka.Event::type)
                .containsExactly(
                        "io.slipway.version.published.v1",
                        "io.slipway.version.failed.v1",
                        "io.slipway.version.published.v1",
                        "io.slipway.version.failed.v1");
    }
}
