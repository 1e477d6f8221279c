package io.slipway.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Releases go from one instance to an empty one, by their documents and as single files; and there registry-api dies by
 * kill -9 in the middle of an import.
 */
class ReleaseTravelsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int AT_ONCE = 4;

    @TempDir
    private Path directory;

    private ArtifactServer artifacts;

    @Test
    void nothingIsLostOnTheWay() throws Exception {
        try (ArtifactServer server = new ArtifactServer()) {
            artifacts = server;
            travel();
        }
    }

    private void travel() throws Exception {
        Path there = directory.resolve("there");
        Cli destination = new Cli(there, Files.createDirectories(directory.resolve("cli-there")));
        StackUnderTest empty = null;
        try {
            Path trip;
            Path parts;
            try (StackUnderTest source = started(directory.resolve("here"), artifacts.authority())) {
                Cli origin = new Cli(directory.resolve("here"), Files.createDirectories(directory.resolve("cli-here")));
                makeReleases(source, origin);
                trip = file(origin, "trip", "1.0.0");
                parts = file(origin, "parts", "2.0.0");
                String host = source.as("acme").url().replaceFirst("^https?://", "");
                empty = started(there, artifacts.authority() + "," + host);
                assertThat(empty.as("acme").get("/providers").body().path("items"))
                        .isEmpty();
                byDocument(origin, destination, "trip", "1.0.0");
                byDocument(origin, destination, "parts", "2.0.0");
            }
            // From here on nothing can be fetched.
            byFile(empty, destination, trip, "trip", "1.0.0");
            byFile(empty, destination, parts, "parts", "2.0.0");
            new Killed(empty, there).run();
        } finally {
            if (empty != null) {
                empty.close();
            }
        }
    }

    /** @param allowed servers inside that its operator lets be asked */
    private static StackUnderTest started(Path data, String allowed) throws IOException {
        Path config = Files.createDirectories(data.resolve("config"));
        Files.writeString(config.resolve("application.properties"), "slipway.outbound.allowed=" + allowed + "\n");
        return StackUnderTest.start(data);
    }

    /** One that was published here, and one that came from elsewhere with all that a document has. */
    private void makeReleases(StackUnderTest stack, Cli cli) throws Exception {
        Story trip = new Story(stack.as("acme"), "acme/trip", directory);
        trip.publish(ProviderSource.good("1.0.0")).awaitPublished("1.0.0");
        byte[] code = ProviderSource.good("2.0.0").tarGz(directory);
        byte[] extra = bytes(300_000, 1);
        ObjectNode document = document("acme/parts", "2.0.0", new LinkedHashMap<>(Map.of("parts.tar.gz", code)));
        ObjectNode tool = artifact("tool", extra);
        tool.put("platform", "linux").put("isExecutable", true).put("arguments", "--serve \"a b\"");
        tool.putObject("metadata")
                .put("channel", "stable")
                .putArray("deep")
                .add(1.5)
                .addNull();
        ((ArrayNode) document.path("artifacts")).add(tool);
        document.putArray("dockerImages")
                .addObject()
                .put("name", "side")
                .put("imageUrl", "ghcr.io/acme/side@sha256:" + "c".repeat(64))
                .put("platform", "linux/arm64")
                .putObject("metadata")
                .put("layers", 3);
        document.putArray("dependencies")
                .addObject()
                .put("catalogId", "rel_elsewhere")
                .put("name", "acme/trip")
                .put("version", "1.0.0");
        Path file = Files.writeString(directory.resolve("parts.json"), document.toString());
        cli.run("import", file.toString(), "--release").expect(0);
        new Story(stack.as("acme"), "acme/parts", directory).awaitPublished("2.0.0");
    }

    private Path file(Cli cli, String name, String version) throws Exception {
        Path file = directory.resolve(name + ".tar");
        cli.run("export", "acme/" + name, version, "-f", file.toString(), "--without-images")
                .expect(0);
        return file;
    }

    /** Fetched from the other instance, for an organization of another name. */
    private void byDocument(Cli origin, Cli destination, String name, String version) throws Exception {
        JsonNode sent = origin.run("export", "acme/" + name, version).expect(0).json();
        Path file = Files.writeString(directory.resolve(name + ".json"), sent.toString());
        String project = "globex/" + name;
        destination
                .run("import", file.toString(), "--project", project, "--release", "--org", "globex")
                .expect(0);
        JsonNode arrived = destination
                .run("export", project, version, "--org", "globex")
                .expect(0)
                .json();
        assertThat(arrived.path("project").asText()).isEqualTo(project);
        assertThat(plain(arrived)).isEqualTo(plain(sent));
        Path bytes = directory.resolve("globex-" + name + ".tar");
        destination
                .run("export", project, version, "--org", "globex", "-f", bytes.toString(), "--without-images")
                .expect(0);
    }

    /** As it was, but for what differs between places. */
    private static JsonNode plain(JsonNode document) {
        ObjectNode plain = document.deepCopy();
        plain.remove("project");
        plain.path("artifacts").forEach(artifact -> ((ObjectNode) artifact).remove("downloadUrl"));
        return plain;
    }

    private void byFile(StackUnderTest stack, Cli destination, Path file, String name, String version)
            throws Exception {
        destination.run("import", file.toString(), "--release").expect(0);
        Path back = directory.resolve(name + "-back.tar");
        destination
                .run("export", "acme/" + name, version, "-f", back.toString(), "--without-images")
                .expect(0);
        assertThat(sha256(Files.readAllBytes(back)))
                .as("the same document and the same artifacts are the same file")
                .isEqualTo(sha256(Files.readAllBytes(file)));
        Story acme = new Story(stack.as("acme"), "acme/" + name, directory).awaitPublished(version);
        Story globex = new Story(stack.as("globex"), "globex/" + name, directory).awaitPublished(version);
        assertThat(acme.version(version).path("source_hash"))
                .isEqualTo(globex.version(version).path("source_hash"));
        acme.install("manual").awaitServing(version);
    }

    /** Some artifacts are here, some half, some not yet. */
    private final class Killed {
        private final StackUnderTest stack;
        private final Path data;
        private final Map<String, byte[]> files = new LinkedHashMap<>();

        Killed(StackUnderTest stack, Path data) {
            this.stack = stack;
            this.data = data;
        }

        void run() throws Exception {
            Set<Path> before = blobs();
            files.put("killed.tar.gz", ProviderSource.good("3.0.0").tarGz(directory));
            for (int i = 1; i < 8; i++) {
                files.put("part-" + i, bytes(400_000, 10 + i));
            }
            List<String> names = List.copyOf(files.keySet());
            ObjectNode document = document("acme/killed", "3.0.0", files);
            artifacts.hold(Set.copyOf(names.subList(2, names.size())));
            Api acme = stack.as("acme");
            CompletableFuture<?> lost = CompletableFuture.runAsync(() -> imported(acme, document));
            await("two are verified, others on their way")
                    .atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> artifacts.held().size() == AT_ONCE && verified() == 2);
            Set<String> half = Set.copyOf(artifacts.held());
            assertThat(half).as("several at once, and no more").hasSize(AT_ONCE);

            stack.kill("registry-api");
            artifacts.release();
            await("its sender is told nothing").atMost(PATIENCE).until(lost::isDone);
            await("it goes on by itself").atMost(PATIENCE).ignoreExceptions().until(() -> stack.query(
                            "registry-api",
                            "select i.state from release_import i join release r on r.id = i.release_id"
                                    + " where r.provider = 'acme/killed' and i.ended_at is not null")
                    .equals(List.of("succeeded")));

            for (String name : names) {
                assertThat(artifacts.requests(name)).as(name).isEqualTo(half.contains(name) ? 2 : 1);
            }
            await("nothing is left over").atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(blobs())
                    .isEqualTo(withBlobs(before)));
            JsonNode answer = imported(acme, document).expect(200).body();
            assertThat(answer.path("warnings")).isEmpty();
            names.forEach(name -> assertThat(artifacts.requests(name)).isLessThanOrEqualTo(2));
            acme.post("/api/v1/catalog/releases/" + answer.path("catalogId").asText() + "/release", "{}")
                    .expect(200);
            new Story(acme, "acme/killed", directory)
                    .awaitPublished("3.0.0")
                    .install("manual")
                    .awaitServing("3.0.0");
        }

        private Api.Answer imported(Api api, JsonNode document) {
            return api.post("/api/v1/catalog/releases/project/killed/import", document.toString());
        }

        private long verified() {
            return Long.parseLong(stack.query(
                            "registry-api",
                            "select count(*) from release_artifact a join release r on r.id = a.release_id"
                                    + " where r.provider = 'acme/killed' and a.state = 'verified'")
                    .getFirst());
        }

        private Set<Path> withBlobs(Set<Path> before) {
            Set<Path> all = new TreeSet<>(before);
            files.values().stream()
                    .map(ReleaseTravelsTest::sha256)
                    .forEach(digest -> all.add(data.resolve("blobs/sha256")
                            .resolve(digest.substring(0, 2))
                            .resolve(digest)));
            return all;
        }

        /** All files but locks; a readiness check tries to write, so that there may be one of its own for a moment. */
        private Set<Path> blobs() throws IOException {
            try (Stream<Path> found = Files.walk(data.resolve("blobs"))) {
                return new TreeSet<>(found.filter(Files::isRegularFile)
                        .filter(file -> !file.startsWith(data.resolve("blobs/locks")))
                        .toList());
            }
        }
    }

    private ObjectNode document(String project, String version, Map<String, byte[]> files) {
        ObjectNode document = JSON.createObjectNode()
                .put("name", "A release")
                .put("version", version)
                .put("tag", "v" + version)
                .put("createdAt", "2026-01-31T12:00:00.5+01:00")
                .put("project", project)
                .put("status", "draft")
                .put("releaseNotes", "Says hello.\r\nTwice, \u00fc\ud83d\ude80.")
                .put("author", "ada@example.com");
        document.putObject("metadata").put("commit", "0123abc");
        List<ObjectNode> all = new ArrayList<>();
        files.forEach((name, bytes) -> all.add(artifact(name, bytes)));
        document.putArray("artifacts").addAll(all);
        return document;
    }

    private ObjectNode artifact(String name, byte[] bytes) {
        return JSON.createObjectNode()
                .put("name", name)
                .put("size", bytes.length)
                .put("sha256", sha256(bytes))
                .put("downloadUrl", artifacts.serve(name, bytes));
    }

    private static byte[] bytes(int count, long seed) {
        byte[] bytes = new byte[count];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
