package io.slipway.registry.rollout;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.slipway.registry.contract.CheckedClient;
import io.slipway.registry.installation.Installs;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.hamcrest.Matchers.equalTo;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class FollowLogsTest {

    @Test
    @Timeout(30)
    void whatIsWrittenLaterFollows() throws IOException, InterruptedException {
        String id = Installs.installed("acme/follow", "auto", "1.0.0");
        String logs = "/internal/installations/" + id + "/logs";
        Api.peerAnswers(logs + "?limit=500", page("1-0", "first", "1-10"));

        try (HttpClient client = CheckedClient.create();
                Stream<String> lines =
                        client.send(request(), BodyHandlers.ofLines()).body()) {
            List<String> seen = lines.filter(line -> line.startsWith("id:") || line.startsWith("data:"))
                    .peek(line -> Api.peerAnswers(logs + "?after=1-10&limit=500", page("1-10", "second", "1-20")))
                    .limit(4)
                    .toList();

            assertThat(seen).filteredOn(line -> line.startsWith("id:")).hasSize(2);
            assertThat(String.join("", seen)).containsSubsequence("1-0", "first", "1-10", "second");
            client.shutdownNow();
        }
    }

    @Test
    @Timeout(30)
    void aStreamEndsWithTheTokenOfWhoFollows() throws IOException, InterruptedException {
        String id = Installs.installed("acme/follow-leaver", "auto", "1.0.0");
        Api.peerAnswers("/internal/installations/" + id + "/logs?limit=500", "{\"items\":[],\"next\":null}");
        Response made = Api.as(Tokens.ACME)
                .contentType("application/json")
                .body(java.util.Map.of("name", "leaver", "scopes", List.of("read")))
                .post("/organizations/acme/tokens");
        HttpRequest follow = HttpRequest.newBuilder(request(), (_, _) -> true)
                .uri(URI.create(request().uri().toString().replace("acme/follow", "acme/follow-leaver")))
                .setHeader("Authorization", "Bearer " + made.path("token"))
                .build();

        try (HttpClient client = CheckedClient.create();
                Stream<String> lines =
                        client.send(follow, BodyHandlers.ofLines()).body()) {
            Api.as(Tokens.ACME)
                    .delete("/organizations/acme/tokens/" + made.path("id"))
                    .then()
                    .statusCode(204);

            // It comes to an end, or is broken off; otherwise the test's time is over.
            Throwable broken = catchThrowable(lines::count);
            assertThat(broken).satisfiesAnyOf(end -> assertThat(end).isNull(), end -> assertThat(end)
                    .isInstanceOf(java.io.UncheckedIOException.class));
            client.shutdownNow();
        }
    }

    @Test
    void pagesGoOnWhereTheLastOneEndedThoughLinesCome() {
        String id = Installs.installed("acme/pages", "auto", "1.0.0");
        String logs = "/internal/installations/" + id + "/logs";
        Api.peerAnswers(logs + "?limit=1", page("1-0", "first", "1-10"));
        Response first = Api.as(Tokens.ACME).get("/providers/installed/acme/pages/logs?limit=1");
        Api.peerAnswers(logs + "?limit=1", page("0-0", "older, kept again", "1-0"));
        Api.peerAnswers(logs + "?after=1-10&limit=1", page("1-10", "second", "1-20"));

        assertThat(first.<String>path("items[0].text")).isEqualTo("first");
        Api.as(Tokens.ACME)
                .queryParam("after", first.<String>path("next"))
                .get("/providers/installed/acme/pages/logs?limit=1")
                .then()
                .statusCode(200)
                .body("items.text", equalTo(List.of("second")), "next", equalTo("1-20"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "501", "abc", "-1", "1.5"})
    void aLimitIsANumberFrom1To500(String limit) {
        Api.as(Tokens.ACME)
                .queryParam("limit", limit)
                .get("/providers/installed/acme/pages/logs")
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("limit"));
    }

    private static HttpRequest request() {
        return HttpRequest.newBuilder(
                        URI.create("http://localhost:" + RestAssured.port + "/providers/installed/acme/follow/logs"))
                .header("Authorization", "Bearer " + Tokens.ACME)
                .header("Accept", "text/event-stream")
                .timeout(Duration.ofSeconds(20))
                .build();
    }

    private static String page(String offset, String text, String next) {
        return """
                {"items":[{"offset":"%s","time":null,"revision":1,"text":"%s"}],"next":"%s"}""".formatted(offset, text, next);
    }
}
