package io.slipway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.console.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Searching providers and sharing them, as the server hears it. */
class ShareCommandsTest {
    private static final String SHARE = """
            {"id": "shr_1", "provider": "acme/hello", "organization": "globex", "user_id": null,
             "created_at": "2026-11-07T05:31:56Z"}""";

    @Test
    void aSearchSendsWhatWasAskedFor() throws Exception {
        String page = """
                {"items": [{"name": "acme/store", "latest_version": "1.0.0", "visibility": "private",
                 "description": "Keeps objects."}], "pagination": {"next_cursor": null}}""";
        try (FakeServer server = new FakeServer(200, page)) {
            Run run = run(
                    server, "providers", "--query", "object store", "--scope", "shared", "--tag", "s3", "--tag", "a&b");

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out()).contains("acme/store", "1.0.0", "private", "Keeps objects.");
            assertThat(server.requests()).singleElement().satisfies(request -> assertThat(request.line())
                    .isEqualTo("GET /providers?limit=100&q=object+store&scope=shared&tags=s3&tags=a%26b"));
        }
    }

    @Test
    void withoutOptionsAllAreListed() throws Exception {
        try (FakeServer server = new FakeServer(200, "{\"items\": [], \"pagination\": {\"next_cursor\": null}}")) {
            run(server, "providers");

            assertThat(server.requests()).singleElement().satisfies(request -> assertThat(request.line())
                    .isEqualTo("GET /providers?limit=100"));
        }
    }

    @ParameterizedTest
    @CsvSource({"globex, organization", "usr_0351HTSQeWdqHuwXXAyl9F, user_id"})
    void sharesWithOrganizationsAndUsers(String with, String field) throws Exception {
        try (FakeServer server = new FakeServer(201, SHARE)) {
            Run run = run(server, "share", "acme/hello", with);

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
        try (FakeServer server = new FakeServer(200, "")) {
            Run run = run(server, "unshare", "acme/hello", with, "-o", "json");

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(Json.parse(run.out()).orElseThrow().path("unshared").asText())
                    .isEqualTo(with);
            assertThat(server.requests()).singleElement().satisfies(request -> assertThat(request.line())
                    .isEqualTo("DELETE /providers/acme/hello/shares?" + field + "=" + with));
        }
    }

    @Test
    void listsShares() throws Exception {
        try (FakeServer server =
                new FakeServer(200, "{\"items\": [" + SHARE + "], \"pagination\": {\"next_cursor\": null}}")) {
            Run run = run(server, "shares", "acme/hello");

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out()).contains("WITH", "globex", "2026-11-07");
        }
    }

    @Test
    void aNameThatIsNoneIsWrongUsage() throws Exception {
        try (FakeServer server = new FakeServer(200, "{}")) {
            assertThat(run(server, "share", "acme").exitCode()).isEqualTo(2);
            assertThat(run(server, "share", "Acme/Hello", "globex").exitCode()).isNotZero();
            assertThat(server.requests()).isEmpty();
        }
    }

    private static Run run(FakeServer server, String... command) {
        String[] all = java.util.Arrays.copyOf(command, command.length + 4);
        all[command.length] = "--url";
        all[command.length + 1] = server.url();
        all[command.length + 2] = "--token";
        all[command.length + 3] = "slp_x";
        return Run.of(all);
    }
}
