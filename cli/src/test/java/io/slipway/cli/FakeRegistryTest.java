package io.slipway.cli;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Fakes must not make the command line right that no server would have taken or answered. */
class FakeRegistryTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /nowhere                | 200 | {}                        | is not described",
                "GET /organizations/me       | 418 | {}                        | status 418 is not documented",
                "GET /organizations/me       | 200 | {\"name\": null}          | /name",
                "GET /organizations/me       | 200 | {\"surname\": \"acme\"}   | surname",
                "POST /providers/install     | 422 | {\"errors\": [{\"a\": 1}]} | /errors/0",
            })
    void givesNoAnswerThatIsNotDescribed(String route, int status, String fields, String complaint) throws Exception {
        try (FakeRegistry registry = new FakeRegistry()) {
            assertThatThrownBy(() -> registry.answers(route, status, fields))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining(complaint);
        }
    }

    @Test
    void failsForWhatNobodyPrepared() throws Exception {
        FakeRegistry registry = new FakeRegistry();
        registry.run("installed");

        assertThatThrownBy(registry::close).hasMessageContaining("GET /providers/installed?limit=100");
    }

    @Test
    void failsForAPostWithoutItsKey() throws Exception {
        FakeRegistry registry = new FakeRegistry().answers("POST /ops/resync", 200);
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI resync = URI.create(registry.url() + "/ops/resync");
            client.send(
                    HttpRequest.newBuilder(resync)
                            .POST(BodyPublishers.ofString("{}"))
                            .build(),
                    BodyHandlers.discarding());
        }

        assertThatThrownBy(registry::close).hasMessageContaining("POST /ops/resync");
    }
}
