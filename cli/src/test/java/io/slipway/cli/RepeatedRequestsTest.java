package io.slipway.cli;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A command whose answer is lost asks again, and says by a key that it is the same request. */
class RepeatedRequestsTest {
    private static final String INSTALL = "POST /providers/install";
    private static final String IN_USE = "{\"code\": \"idempotency_key_in_use\"}";

    @TempDir
    Path directory;

    /** {@link FakeRegistry} says which others need one. */
    @ParameterizedTest
    @CsvSource({
        "install acme/hello, /providers/install, 202",
        "upgrade acme/hello, /providers/installed/acme/hello/upgrade, 202",
        "rollback acme/hello, /providers/installed/acme/hello/rollback, 202",
        "release-hold acme/hello, /providers/installed/acme/hello/release-hold, 200",
        "share acme/hello globex, /providers/acme/hello/shares, 201",
        "version retry acme/hello 1.0.0, /providers/acme/hello/versions/1.0.0/retry, 202",
        "version cancel acme/hello 1.0.0, /providers/acme/hello/versions/1.0.0/cancel, 200",
        "version yank acme/hello 1.0.0 --reason bad, /providers/acme/hello/versions/1.0.0/yank, 200",
        "version unyank acme/hello 1.0.0, /providers/acme/hello/versions/1.0.0/unyank, 200",
        "version deprecate acme/hello 1.0.0 --message old, /providers/acme/hello/versions/1.0.0/deprecate, 200",
        "org create acme, /organizations, 201",
        "org add-member --name Ann --role viewer, /organizations/acme/members, 201",
        "token create ci --scope read, /organizations/acme/tokens, 201",
        "resync, /ops/resync, 200"
    })
    void eachRunHasAKeyOfItsOwn(String command, String path, int status) throws Exception {
        try (FakeRegistry server = new FakeRegistry()
                .answers("POST " + path, status)
                .answers("GET /organizations/me", 200, "{\"name\": \"acme\"}")) {
            for (int run = 0; run < 2; run++) {
                Run once = server.run(command.split(" "));
                assertThat(once.exitCode()).as(once.err()).isZero();
            }

            assertThat(keys(server)).hasSize(2).doesNotHaveDuplicates().allSatisfy(key -> assertThat(
                            UUID.fromString(key).version())
                    .as(key)
                    .isEqualTo(4));
        }
    }

    @Test
    void aLostAnswerIsAskedForWithTheSameKeyUntilItIsThere() throws Exception {
        try (FakeRegistry server = new FakeRegistry()
                .losesAnAnswer(INSTALL)
                .answersOnce(INSTALL, 409, IN_USE)
                .answersOnce(INSTALL, 503, "{}")
                .answers(INSTALL, 202)) {
            Run run = server.run("install", "acme/hello", "-c", "GREETING=moin");

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(server.requests()).hasSize(4);
            assertThat(server.requests())
                    .extracting(FakeServer.Request::body)
                    .containsOnly(server.requests().getFirst().body());
            assertThat(keys(server)).containsOnly(keys(server).getFirst());
        }
    }

    /** Whoever takes it for not done does it twice. */
    @Test
    void whatMayHaveBeenDoneIsSaid() throws Exception {
        FakeRegistry silent = new FakeRegistry();
        for (int attempt = 0; attempt < 6; attempt++) {
            silent.losesAnAnswer(INSTALL);
        }
        try (silent) {
            Run run = silent.run("install", "acme/hello");

            assertThat(run.exitCode()).isEqualTo(5);
            assertThat(run.err())
                    .contains("was lost")
                    .contains("It may have been done")
                    .doesNotContain("slipway up");
            assertThat(silent.requests()).hasSize(6);
        }
    }

    @Test
    void aPackageIsSentAgainToo() throws Exception {
        String source = directory.resolve("p").toString();
        Run.of("init", source);
        String publish = "POST /providers/acme/p/publish";
        try (FakeRegistry server =
                new FakeRegistry().losesAnAnswer(publish).answers(publish, 202, "{\"status\": \"building\"}")) {
            Run run = server.run("publish", source);

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(server.requests()).hasSize(2);
            assertThat(server.requests().getLast().body())
                    .contains("name=\"code\"")
                    .isEqualTo(server.requests().getFirst().body());
            assertThat(keys(server)).containsOnly(keys(server).getFirst());
        }
    }

    @Test
    void anAnswerIsTakenAsItIs() throws Exception {
        try (FakeRegistry server = new FakeRegistry().answers(INSTALL, 503)) {
            assertThat(server.run("install", "acme/hello").exitCode()).isEqualTo(5);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void whatTakesNoKeyIsNotSentAgain() throws Exception {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream("secret".getBytes(StandardCharsets.UTF_8)));
        try (FakeRegistry server = new FakeRegistry().losesAnAnswer("POST /auth/bootstrap")) {
            assertThat(server.run("org", "create", "acme", "--bootstrap-stdin").exitCode())
                    .isEqualTo(5);
            assertThat(server.requests()).hasSize(1);
        } finally {
            System.setIn(before);
        }
    }

    private static List<String> keys(FakeRegistry server) {
        return server.requests().stream()
                .filter(request -> request.method().equals("POST"))
                .map(request -> request.header(FakeRegistry.KEY))
                .toList();
    }
}
