package io.slipway.registry.build;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.slipway.registry.contract.CheckedClient;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

/** Build logs come from build-orchestrator, whose internal route a small server stands in for. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class BuildLogTest {
    private static final String LINE = "{\"line\":%d,\"time\":\"2026-01-01T00:00:00Z\",\"text\":\"%s\"}";

    @Test
    void membersReadTheLog() {
        String build = publish("acme/logged");
        peerHas(build, 0, 500, false, LINE.formatted(1, "fetched"), LINE.formatted(2, "unpacked"));
        peerHas(build, 2, 500, true);
        String url = "/providers/acme/logged/versions/1.0.0/logs";

        Api.as(Tokens.ACME)
                .get(url)
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("items.text", equalTo(List.of("fetched", "unpacked")))
                .body("complete", equalTo(false));
        Response text = Api.as(Tokens.ACME).accept("text/plain").get(url);
        assertThat(text.contentType()).startsWith("text/plain");
        assertThat(text.asString()).isEqualTo("fetched\nunpacked\n");
        Api.as(Tokens.GLOBEX).get(url).then().statusCode(404);
    }

    @Test
    void aLogIsFollowedToItsEndAndResumed() throws Exception {
        String build = publish("acme/followed");
        peerHas(build, 0, 500, false, LINE.formatted(1, "fetched"));
        peerHas(build, 1, 500, false);
        HttpClient client = CheckedClient.create();
        var following = client.sendAsync(follow("acme/followed", null), HttpResponse.BodyHandlers.ofString());
        peerHas(build, 1, 500, true, LINE.formatted(2, "done"));
        peerHas(build, 2, 500, true);

        String events = following.get(20, java.util.concurrent.TimeUnit.SECONDS).body();

        assertThat(events).containsSubsequence("id:1", "fetched", "id:2", "done", "event:end");
        String resumed = client.send(follow("acme/followed", "1"), HttpResponse.BodyHandlers.ofString())
                .body();
        assertThat(resumed).doesNotContain("fetched").containsSubsequence("id:2", "done", "event:end");
    }

    @Test
    @Timeout(30)
    void aSilentStreamIsKeptAliveByComments() throws Exception {
        String build = publish("acme/silent");
        peerHas(build, 0, 500, false);
        HttpResponse<Stream<String>> answer =
                CheckedClient.create().send(follow("acme/silent", null), HttpResponse.BodyHandlers.ofLines());
        try (Stream<String> lines = answer.body()) {
            Iterator<String> line = lines.iterator();
            for (int beats = 0; beats < 2; beats += line.next().startsWith(":") ? 1 : 0) {}
            peerHas(build, 0, 500, true);
            Iterable<String> rest = () -> line;
            assertThat(rest).contains("event:end");
        }
    }

    /** No event "end": there would be more, for somebody else. */
    @Test
    @Timeout(30)
    void aStreamEndsWithTheTokenOfWhoFollows() throws Exception {
        String build = publish("acme/followed-by-leaver");
        peerHas(build, 0, 500, false);
        Map<String, Object> made = Api.as(Tokens.ACME)
                .contentType("application/json")
                .body(Map.of("name", "leaver", "scopes", List.of("read")))
                .post("/organizations/acme/tokens")
                .jsonPath()
                .getMap("");
        HttpRequest follow = HttpRequest.newBuilder(follow("acme/followed-by-leaver", null), (_, _) -> true)
                .setHeader("Authorization", "Bearer " + made.get("token"))
                .build();
        HttpResponse<Stream<String>> answer = CheckedClient.create().send(follow, HttpResponse.BodyHandlers.ofLines());
        assertThat(answer.statusCode()).isEqualTo(200);

        Api.as(Tokens.ACME)
                .delete("/organizations/acme/tokens/" + made.get("id"))
                .then()
                .statusCode(204);

        List<String> seen = new ArrayList<>();
        try (Stream<String> lines = answer.body()) {
            lines.forEach(seen::add);
        } catch (java.io.UncheckedIOException e) {
            // Broken off, as it is meant.
        }
        assertThat(seen).doesNotContain("event:end");
    }

    @Test
    void aBuildThatHasNotBegunHasNoLog() {
        publish("acme/unbuilt");
        Api.as(Tokens.ACME)
                .get("/providers/acme/unbuilt/versions/1.0.0/logs")
                .then()
                .statusCode(200)
                .body("items", equalTo(List.of()))
                .body("complete", equalTo(false));
    }

    @Test
    void aPageGoesOnWhereTheLastOneEndedThoughLinesCome() {
        String build = publish("acme/growing");
        peerHas(build, 0, 2, false, LINE.formatted(1, "one"), LINE.formatted(2, "two"));
        List<String> seen = new ArrayList<>(page("?limit=2"));
        peerHas(build, 0, 2, false, LINE.formatted(1, "one"), LINE.formatted(2, "two"));
        peerHas(build, 2, 2, false, LINE.formatted(3, "three"));
        seen.addAll(page("?limit=2&after=2"));
        peerHas(build, 3, 2, true, LINE.formatted(4, "four"));
        seen.addAll(page("?limit=2&after=3"));

        assertThat(seen).containsExactly("one", "two", "three", "four");
    }

    private static List<String> page(String query) {
        return Api.as(Tokens.ACME)
                .get("/providers/acme/growing/versions/1.0.0/logs" + query)
                .then()
                .statusCode(200)
                .extract()
                .path("items.text");
    }

    @ParameterizedTest
    @CsvSource({
        "logs, limit, 0",
        "logs, limit, 501",
        "logs, limit, abc",
        "logs, after, -1",
        "logs, after, abc",
        "lineage, limit, 0",
        "lineage, limit, 101",
        "lineage, limit, abc"
    })
    void numbersHaveTheirLimits(String route, String parameter, String value) {
        if (Api.version(Tokens.ACME, "acme/limited-log", "1.0.0").extract().statusCode() == 404) {
            publish("acme/limited-log");
        }
        Api.as(Tokens.ACME)
                .queryParam(parameter, value)
                .get("/providers/acme/limited-log/versions/1.0.0/" + route)
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo(parameter));
    }

    @Test
    void aLogThatWasRemovedIsGone() {
        String build = publish("acme/ancient");
        Api.peerAnswers("/internal/builds/" + build + "/logs?after=0&limit=500", "");

        for (String form : List.of("application/json", "text/plain")) {
            Api.as(Tokens.ACME)
                    .accept(form)
                    .get("/providers/acme/ancient/versions/1.0.0/logs")
                    .then()
                    .statusCode(410)
                    .body("code", equalTo("log_removed"));
        }
        String events = Api.as(Tokens.ACME)
                .accept("text/event-stream")
                .get("/providers/acme/ancient/versions/1.0.0/logs")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(events).contains("event:end").doesNotContain("event:line");
    }

    private static HttpRequest follow(String provider, String lastEventId) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(
                        "http://localhost:" + RestAssured.port + "/providers/" + provider + "/versions/1.0.0/logs"))
                .header("Authorization", "Bearer " + Tokens.ACME)
                .header("Accept", "text/event-stream")
                .timeout(Duration.ofSeconds(20));
        return (lastEventId == null ? request : request.header("Last-Event-ID", lastEventId)).build();
    }

    private static String publish(String provider) {
        Response published = Api.publish(Tokens.ACME, provider, "1.0.0", Packages.hello(provider));
        published.then().statusCode(202);
        return published.path("build_id");
    }

    private static void peerHas(String build, int after, int limit, boolean complete, String... lines) {
        Api.peerAnswers(
                "/internal/builds/" + build + "/logs?after=" + after + "&limit=" + limit,
                "{\"items\":[" + String.join(",", lines) + "],\"complete\":" + complete + "}");
    }
}
