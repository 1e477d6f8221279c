package io.slipway.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A secret on its whole way: it reaches the provider, comes back with a rollback, outlives its key, and is nowhere else. */
class SecretsTest {
    private static final String PROVIDER = "acme/secretive";
    private static final String INSTALLED = "/providers/installed/" + PROVIDER;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final List<String> CANARIES =
            List.of("canary-4f1c-first", "canary-4f1c-second", "canary-4f1c-third");

    @TempDir
    private Path directory;

    private Path data;
    private StackUnderTest stack;

    @Test
    void aSecretReachesItsProviderAndNobodyElse() throws Exception {
        data = directory.resolve("data");
        stack = StackUnderTest.start(data);
        try {
            story();
        } finally {
            stack.close();
        }
        assertThat(filesWithCanaries()).isEmpty();
    }

    private void story() throws Exception {
        Story acme = new Story(stack.as("acme"), PROVIDER, directory);
        acme.publish(ProviderSource.good("1.0.0")).awaitPublished("1.0.0");
        acme.api()
                .post("/providers/install", "{\"provider_name\":\"%s\",\"config\":%s}".formatted(PROVIDER, config(0)))
                .expect(202);
        awaitGreeting(acme, 0);
        change(acme, 1);
        awaitGreeting(acme, 1);

        // Who keeps the secret is away, and who runs it begins anew.
        String url = acme.url();
        stack.signal("STOP", "registry-api");
        stack.kill("deployer");
        List<Long> before = stack.providers();
        before.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
        await("started again")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> Api.call(url).body().path("greeting").asText(), CANARIES.get(1)::equals);
        assertThat(stack.providers()).isNotEmpty().doesNotContainAnyElementsOf(before);
        stack.signal("CONT", "registry-api");
        awaitGreeting(acme, 1);

        acme.api().post(INSTALLED + "/rollback", "{}").expect(202);
        awaitGreeting(acme, 0);

        keys(SecretsTest::seal);
        acme = new Story(stack.as("acme"), PROVIDER, directory);
        awaitGreeting(acme, 0);
        for (String service : List.of("registry-api", "deployer")) {
            await("sealed again by " + service)
                    .atMost(PATIENCE)
                    .until(
                            () -> stack.query(service, "select distinct key_id from config_secret"),
                            List.of("k2")::equals);
        }
        keys(sealing -> ((ObjectNode) sealing.path("keys")).retain("k2"));
        acme = new Story(stack.as("acme"), PROVIDER, directory);
        change(acme, 2);
        awaitGreeting(acme, 2);
        acme.api().post(INSTALLED + "/rollback", "{}").expect(202);
        awaitGreeting(acme, 0);

        assertThat(ProcessHandle.allProcesses()
                        .map(process -> process.info().commandLine().orElse("")))
                .noneMatch(SecretsTest::holdsCanary);
        assertThat(filesWithCanaries()).isEmpty();
    }

    /** As docs/operations.md says, with the stack stopped in between. */
    private void keys(Consumer<ObjectNode> change) throws IOException, InterruptedException {
        stack.close();
        ObjectMapper json = new ObjectMapper();
        Path file = data.resolve("secrets.json");
        ObjectNode secrets = (ObjectNode) json.readTree(file.toFile());
        for (String service : List.of("registry-api", "deployer")) {
            change.accept((ObjectNode) secrets.path("sealing").path(service));
        }
        json.writeValue(file.toFile(), secrets);
        stack.up();
    }

    /** By another key; what the first one has sealed opens still. */
    private static void seal(ObjectNode sealing) {
        byte[] key = new byte[32];
        ThreadLocalRandom.current().nextBytes(key);
        ((ObjectNode) sealing.path("keys")).put("k2", Base64.getEncoder().encodeToString(key));
        sealing.put("current", "k2");
    }

    private static void change(Story acme, int canary) {
        acme.api().patch(INSTALLED, "{\"config\":" + config(canary) + "}").expect(200);
    }

    private static String config(int canary) {
        return "{\"GREETING\":{\"secret\":\"" + CANARIES.get(canary) + "\"}}";
    }

    private static void awaitGreeting(Story acme, int canary) {
        await("the provider has " + CANARIES.get(canary))
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> acme.answer().path("greeting").asText(), CANARIES.get(canary)::equals);
        assertThat(acme.installation().toString()).contains("********").doesNotContain("canary");
    }

    private List<Path> filesWithCanaries() throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(Files::isRegularFile)
                    .filter(SecretsTest::fileHoldsCanary)
                    .toList();
        }
    }

    private static boolean fileHoldsCanary(Path file) {
        try {
            return holdsCanary(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return false; // gone meanwhile
        }
    }

    private static boolean holdsCanary(String text) {
        return text.contains("canary-4f1c")
                || text.contains(
                        Base64.getEncoder().encodeToString("canary-4f1c-".getBytes(StandardCharsets.US_ASCII)));
    }
}
