package io.slipway.cli;

import java.io.IOException;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.console.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A list is shown to its end, also where a page is shorter than what was asked for. */
class ListsTest {
    @ParameterizedTest
    @CsvSource({
        "providers, /providers, name",
        "providers --tag s3, /providers, name",
        "versions acme/hello, /providers/acme/hello/versions, version",
        "installed, /providers/installed, provider_name",
        "installed --environment staging, /providers/installed, provider_name",
        "history acme/hello, /providers/installed/acme/hello/history, id"
    })
    void isFollowedPageByPage(String command, String path, String field) throws IOException {
        try (FakeRegistry server = new FakeRegistry()
                .answersOnce("GET " + path, 200, page(field, "a/one", "\"c&1\""))
                .answersOnce("GET " + path, 200, "{\"items\": [], \"pagination\": {\"next_cursor\": \"c2\"}}")
                .answers("GET " + path, 200, page(field, "a/last", "null"))) {
            Run run = server.run((command + " -o json").split(" "));

            assertThat(run.exitCode()).as(run.err()).isZero();
            JsonNode items = Json.parse(run.out()).orElseThrow().path("items");
            assertThat(items).extracting(item -> Json.text(item, field)).containsExactly("a/one", "a/last");
            assertThat(server.requests()).hasSize(3);
            assertThat(server.requests().get(1).line()).endsWith("limit=100&cursor=c%261");
            assertThat(server.requests().getLast().line()).endsWith("limit=100&cursor=c2");
        }
    }

    private static String page(String field, String value, String cursor) {
        return "{\"items\": [{\"%s\": \"%s\"}], \"pagination\": {\"next_cursor\": %s, \"has_more_after\": true}}"
                .formatted(field, value, cursor);
    }
}
