package io.slipway.e2e;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Packages exactly as large as they may be, three at once in one step and three to signed URLs, by services whose heap is
 * hardly larger than one of them.
 */
class LargeUploadTest {
    private static final String HEAP = "-Xmx128m";
    private static final long MIB = 1024 * 1024;
    private static final HttpClient HTTP = EveryAnswerIsChecked.client();

    @TempDir
    private Path directory;

    @Test
    void fitThroughASmallHeap() throws Exception {
        Path code = LargestPackage.write(directory.resolve("large.tar.gz"));
        assertThat(Files.size(code)).isEqualTo(64 * MIB);
        try (StackUnderTest stack = StackUnderTest.start(directory.resolve("data"))) {
            Story acme = new Story(stack.as("acme"), "acme/large", directory);
            ProcessHandle registry = stack.process("registry-api");
            assertThat(registry.info().commandLine().orElse("")).contains(HEAP);

            Map<String, JsonNode> requested = Stream.of("1.1.0", "1.1.1", "1.1.2")
                    .collect(Collectors.toMap(Function.identity(), version -> request(acme, version, code)));

            List<CompletableFuture<HttpResponse<String>>> uploads = Stream.of("1.0.0", "1.0.1", "1.0.2")
                    .map(version -> publish(acme, version, code))
                    .toList();
            List<CompletableFuture<HttpResponse<String>>> puts =
                    requested.values().stream().map(upload -> put(upload, code)).toList();

            assertThat(uploads).allSatisfy(answer -> assertThat(answer.get().statusCode())
                    .as(answer.get().body())
                    .isEqualTo(202));
            assertThat(puts).allSatisfy(answer -> assertThat(answer.get().statusCode())
                    .as(answer.get().body())
                    .isEqualTo(204));
            requested.forEach((version, upload) -> confirm(acme, version, upload, code));
            acme.awaitPublished("1.0.0").awaitPublished("1.1.0");
            // Nobody had to start it again.
            assertThat(stack.process("registry-api")).isEqualTo(registry);
        }
    }

    private static CompletableFuture<HttpResponse<String>> publish(Story story, String version, Path code) {
        String head = "--xyz\r\nContent-Disposition: form-data; name=\"version\"\r\n\r\n" + version
                + "\r\n--xyz\r\nContent-Disposition: form-data; name=\"code\"; filename=\"code.tar.gz\"\r\n\r\n";
        BodyPublisher body = BodyPublishers.concat(text(head), file(code), text("\r\n--xyz--\r\n"));
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(story.api().url() + "/providers/" + story.provider() + "/publish"))
                .header("Authorization", "Bearer " + story.api().token())
                .header("Content-Type", "multipart/form-data; boundary=xyz")
                .POST(body)
                .build();
        return HTTP.sendAsync(request, BodyHandlers.ofString());
    }

    /** The same bytes are published otherwise, too: it wants a version of its own. */
    private static JsonNode request(Story story, String version, Path code) {
        String body = "{\"force\":true," + facts(version, code) + "}";
        return story.api()
                .post("/providers/" + story.provider() + "/versions/upload-url", body)
                .expect(201)
                .body();
    }

    private static CompletableFuture<HttpResponse<String>> put(JsonNode requested, Path code) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(requested.at("/package/url").asText()))
                .PUT(file(code))
                .build();
        return HTTP.sendAsync(request, BodyHandlers.ofString());
    }

    private static void confirm(Story story, String version, JsonNode requested, Path code) {
        String path = requested.at("/package/storage_path").asText();
        String body = "{\"force\":true,\"storage_path\":\"" + path + "\"," + facts(version, code) + "}";
        story.api()
                .post("/providers/" + story.provider() + "/versions/confirm", body)
                .expect(202);
    }

    private static String facts(String version, Path code) {
        return "\"version\":\"%s\",\"source_hash\":\"%s\",\"file_size_bytes\":%d"
                .formatted(version, sha256(code), code.toFile().length());
    }

    private static String sha256(Path file) {
        try (DigestInputStream in =
                new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BodyPublisher text(String text) {
        return BodyPublishers.ofByteArray(text.getBytes(StandardCharsets.UTF_8));
    }

    private static BodyPublisher file(Path file) {
        try {
            return BodyPublishers.ofFile(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
