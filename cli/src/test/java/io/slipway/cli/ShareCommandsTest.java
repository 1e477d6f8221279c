package io.slipway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.console.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Searching providers and sharing them, as the server hears it. */
class ShareCommandsTest {
    private static final String SHARES = "/providers/acme/hello/shares";

    @Test
    void aSearchSendsWhatWasAskedFor() throws Exception {
        try (FakeRegistry server = new FakeRegistry().answers("GET /providers", 200, """
                {"items": [{"name": "acme/store", "latest_version": "1.0.0", "visibility": "private",
                 "description": "Keeps objects."}]}""")) {
            Run run = server.run(
                    "providers", "--query", "object store", "--scope", "shared", "--tag", "s3", "--tag", "a&b");

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out()).contains("acme/store", "1.0.0", "private", "Keeps objects.");
            assertThat(server.requests()).singleElement().satisfies(request -> assertThat(request.line())
                    .isEqualTo("GET /providers?q=object+store&scope=shared&tags=s3&tags=a%26b&limit=100"));
        }
    }

    @Test
    void withoutOptionsAllAreListed() throws Exception {
        try (FakeRegistry server = new FakeRegistry().answers("GET /providers", 200, "{\"items\": []}")) {
            server.run("providers");

            assertThat(server.requests()).singleElement().satisfies(request -> assertThat(request.line())
                    .isEqualTo("GET /providers?limit=100"));
        }
    }

    @ParameterizedTest
    @CsvSource({"globex, organization", "usr_0351HTSQeWdqHuwXXAyl9F, user_id"})
    void sharesWithOrganizationsAndUsers(String with, String field) throws Exception {
        try (FakeRegistry server = new FakeRegistry().answers("POST " + SHARES, 201)) {
            Run run = server.run("share", "acme/hello", with);

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out()).contains("Shared acme/hello with " + with);
            assertThat(server.requests()).singleElement().satisfies(request -> {
                assertThat(request.line()).isEqualTo("POST /providers/acme/hello/shares");
                JsonNode body = Json.parse(request.body()).orElseThrow();
                assertThat(body.path(field).asText()).isEqualTo(with);
                assertThat(body).hasSize(1);
            });
        }
    }

    @ParameterizedTest
    @CsvSource({"globex, organization", "usr_0351HTSQeWdqHuwXXAyl9F, user_id"})
    void withdrawsAShare(String with, String field) throws Exception {
        try (FakeRegistry server = new FakeRegistry().answers("DELETE " + SHARES, 204)) {
            Run run = server.run("unshare", "acme/hello", with, "-o", "json");

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(Json.parse(run.out()).orElseThrow().path("unshared").asText())
                    .isEqualTo(with);
            assertThat(server.requests()).singleElement().satisfies(request -> assertThat(request.line())
                    .isEqualTo("DELETE /providers/acme/hello/shares?" + field + "=" + with));
        }
    }

    @Test
    void listsShares() throws Exception {
        try (FakeRegistry server = new FakeRegistry().answers("GET " + SHARES, 200)) {
            Run run = server.run("shares", "acme/hello");

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out()).contains("WITH", "globex", "2026-11-07");
        }
    }

    @Test
    void aNameThatIsNoneIsWrongUsage() throws Exception {
        try (FakeRegistry server = new FakeRegistry()) {
            assertThat(server.run("share", "acme").exitCode()).isEqualTo(2);
            assertThat(server.run("share", "Acme/Hello", "globex").exitCode()).isNotZero();
            assertThat(server.requests()).isEmpty();
        }
    }
}
