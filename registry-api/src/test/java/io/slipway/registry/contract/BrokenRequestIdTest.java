package io.slipway.registry.contract;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.slipway.registry.support.Setup;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Ids that no client's library sends, since they are hardly HTTP: they come back in no answer. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class BrokenRequestIdTest {
    private static final String HEADER = "X-Request-Id";

    @ParameterizedTest
    @ValueSource(strings = {"a\rb", "a\nb", "a\u0000b", "a\u001bb", "a\u00ffb"})
    void whatBreaksLinesBreaksNone(String hostile) throws IOException {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write("GET /no/such/path HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s: %s\r\n\r\n"
                            .formatted(HEADER, hostile)
                            .getBytes(StandardCharsets.ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);

            // Refused by the server itself, or answered under another id.
            assertThat(answer).satisfiesAnyOf(bare -> assertThat(bare).startsWith("HTTP/1.1 400"), named -> assertThat(
                            named.toLowerCase(Locale.ROOT))
                    .containsPattern("x-request-id: req_"));
            assertThat(answer).doesNotContain(hostile);
        }
    }
}
