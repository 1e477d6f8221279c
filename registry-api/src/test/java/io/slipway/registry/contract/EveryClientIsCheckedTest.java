package io.slipway.registry.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a test of this module asks of the API goes through {@link ContractFilter}, {@link CheckedClient} or {@link Answers}. */
class EveryClientIsCheckedTest {
    private static final Path TESTS = Path.of("src/test/java");
    private static final Pattern BARE = Pattern.compile(
            "HttpClient\\.new|HttpURLConnection|noFilters|replaceFiltersWith|new Socket\\(|\"curl|WebClient");

    /** Each with its reason. */
    private static final Set<String> ALLOWED = Set.of(
            // The checks themselves.
            "CheckedClient.java",
            "EveryAnswerIsChecked.java",
            "EveryClientIsCheckedTest.java",
            "Curl.java",
            // Checks each answer by itself, to tell of all that are wrong.
            "HostileInputTest.java",
            // These reach the S3 server, not the API.
            "S3BlobStoreTest.java",
            "S3Server.java",
            // What it sends is hardly HTTP, and may be refused by the server itself, bare.
            "BrokenRequestIdTest.java",
            // They hang up before there is an answer, or get none.
            "DeadSenderTest.java",
            "SlowClientTest.java",
            "UploadCrashTest.java");

    @Test
    void noTestReadsAnswersPastTheDescription() throws IOException {
        List<Path> bare;
        try (Stream<Path> files = Files.walk(TESTS)) {
            bare = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !ALLOWED.contains(file.getFileName().toString()))
                    .filter(EveryClientIsCheckedTest::isBare)
                    .toList();
        }

        assertThat(bare)
                .as(
                        "use CheckedClient instead of HttpClient, Answers.checked for what comes on a socket, and no noFilters")
                .isEmpty();
    }

    private static boolean isBare(Path file) {
        try {
            String source = Files.readString(file);
            return BARE.matcher(source).find() && !source.contains("Answers.checked(");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
