package io.slipway.registry.upload;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.slipway.registry.contract.Answers;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.slipway.registry.support.BlobFiles;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Senders who announce no length and never stop: they are answered, and their connection ends. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class EndlessUploadTest {
    private static final int PATIENCE_SECONDS = 120;
    private static final String CODE = "--xyz\r\nContent-Disposition: form-data; name=\"code\"\r\n\r\n";

    @Inject
    MultipartReader reader;

    @Test
    void aPackageWithoutAnEndIsTooLarge() throws Exception {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(PATIENCE_SECONDS * 1000);
            CompletableFuture<Boolean> sender = CompletableFuture.supplyAsync(() -> isCutOff(socket));

            assertThat(Answers.checked("POST", "/providers/acme/endless/publish", socket.getInputStream()))
                    .isEqualTo(413);
            assertThat(sender.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(BlobFiles.now().incoming()).isEmpty();
    }

    /** Sends until the registry takes no more, or 1 GiB. */
    private static boolean isCutOff(Socket socket) {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        chunk.writeBytes("10000\r\n".getBytes(StandardCharsets.US_ASCII));
        chunk.writeBytes(new byte[0x10000]);
        chunk.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        try {
            socket.getOutputStream()
                    .write("""
                    POST /providers/acme/endless/publish HTTP/1.1\r
                    Host: localhost\r
                    Authorization: Bearer %s\r
                    Content-Type: multipart/form-data; boundary=xyz\r
                    Transfer-Encoding: chunked\r
                    \r
                    %x\r
                    %s\r
                    """.formatted(Tokens.ACME, CODE.length(), CODE).getBytes(StandardCharsets.US_ASCII));
            for (int sent = 0; sent < 1 << 14; sent++) {
                socket.getOutputStream().write(chunk.toByteArray());
            }
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @ParameterizedTest(name = "{0}")
    @Timeout(PATIENCE_SECONDS)
    @CsvSource({
        "what comes before the first part, '', TOO_LARGE",
        "a part without a name, '--xyz\r\nContent-Type: text/plain\r\n\r\n', TOO_LARGE",
        "a field of another name, '--xyz\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n', UNKNOWN_FIELD",
        "a text, '--xyz\r\nContent-Disposition: form-data; name=\"version\"\r\n\r\n', MALFORMED_REQUEST"
    })
    void nothingElseIsReadWithoutEnd(String what, String begin, ErrorCode code) throws IOException {
        InputStream endless = new SequenceInputStream(
                new ByteArrayInputStream(begin.getBytes(StandardCharsets.US_ASCII)), new Endless());

        assertThatThrownBy(() -> reader.read(
                        new Body(endless, "multipart/form-data; boundary=xyz"), "code", 100, Set.of("version")))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.code())
                        .isEqualTo(code));
        assertThat(BlobFiles.now().incoming()).isEmpty();
    }

    private static final class Endless extends InputStream {
        @Override
        public int read() {
            return 0;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            return length;
        }
    }
}
