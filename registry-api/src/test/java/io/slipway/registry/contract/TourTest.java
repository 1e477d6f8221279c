package io.slipway.registry.contract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.slipway.contracts.BuildEvent;
import io.slipway.contracts.BuildState;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Kafka;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs each example of docs/api.md as it stands there, with curl, in the page's order. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class TourTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    private Curl curl;

    @Test
    void everyExampleDoesWhatThePageSays() throws Exception {
        Files.write(directory.resolve("hello.tar.gz"), Packages.hello("tour"));
        Files.write(directory.resolve("other.tar.gz"), Packages.hello("another one"));
        curl = Curl.in(directory);
        Tour tour = Tour.of("api.md");
        assertThat(tour.examples()).hasSizeGreaterThan(5);

        int answers = 0;
        for (Tour.Example example : tour.examples()) {
            String output = run(example.command());
            answers += curl.check();
            assertThat(matches(example.output(), output))
                    .as("$ %s%n%s%ninstead of%n%s", example.command(), output, example.output())
                    .isTrue();
            build(output);
        }
        assertThat(answers)
                .as("answers compared with the description")
                .isGreaterThan(tour.examples().size() / 2);
    }

    private String run(String command) throws IOException, InterruptedException {
        ProcessBuilder shell = new ProcessBuilder("sh", "-ec", command).directory(directory.toFile());
        shell.environment()
                .putAll(Map.of(
                        "PATH",
                        curl.path(),
                        "SLIPWAY_URL",
                        "http://localhost:" + RestAssured.port,
                        "SLIPWAY_TOKEN",
                        Tokens.ACME,
                        "OTHER_TOKEN",
                        Tokens.GLOBEX));
        Path output = directory.resolve("output");
        Process process =
                shell.redirectErrorStream(true).redirectOutput(output.toFile()).start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).as(command).isTrue();
        assertThat(process.exitValue()).as(command + Files.readString(output)).isZero();
        return Files.readString(output, StandardCharsets.UTF_8).strip();
    }

    /** Whoever runs the page has a builder; here its results come at once. */
    private static void build(String output) throws JsonProcessingException {
        if (!output.contains("\"status\":\"building\"")) {
            return;
        }
        JsonNode version = JSON.readTree(output);
        String provider = version.path("provider_name").asText();
        BuildState build = Api.succeeded(
                Api.version(Tokens.ACME, provider, version.path("version").asText())
                        .extract()
                        .response(),
                provider,
                version.path("version").asText());
        Kafka.send(new BuildEvent.BuildSucceeded(build), build);
        Api.awaitStatus(provider, version.path("version").asText(), "published");
    }

    /** Text as it is, JSON by the fields that the page shows; … is anything. */
    private static boolean matches(String shown, String output) throws JsonProcessingException {
        return shown.startsWith("{")
                ? matches(JSON.readTree(shown), JSON.readTree(output))
                : matchesText(shown, output);
    }

    private static boolean matches(JsonNode shown, JsonNode actual) {
        if (shown.isObject()) {
            return shown.properties().stream()
                    .allMatch(field ->
                            actual.has(field.getKey()) && matches(field.getValue(), actual.path(field.getKey())));
        }
        if (shown.isArray()) {
            return shown.size() == actual.size()
                    && java.util.stream.IntStream.range(0, shown.size())
                            .allMatch(i -> matches(shown.path(i), actual.path(i)));
        }
        return shown.isTextual() ? matchesText(shown.asText(), actual.asText()) : shown.equals(actual);
    }

    private static boolean matchesText(String shown, String actual) {
        String pattern = Pattern.quote(shown).replace("…", "\\E.*\\Q");
        return Pattern.compile(pattern, Pattern.DOTALL).matcher(actual).matches();
    }
}
