package io.slipway.cli.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.console.CliFailure;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;

/** {@code stack.json} in a data directory: where a stack's parts are, and how to be let in. */
public record StackFile(Path directory, JsonNode content) {
    /** The process that wrote the file is older than the file; one that got the same number later is younger. */
    private static final Duration CLOCK_STEP = Duration.ofSeconds(2);

    /** Empty when no stack was ever ready there, or it was stopped. */
    public static Optional<StackFile> read(Path directory) {
        try {
            return Json.parse(Files.readString(directory.resolve("stack.json")))
                    .map(content -> new StackFile(directory, content));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static StackFile require(Path directory) {
        return read(directory)
                .orElseThrow(
                        () -> new CliFailure(
                                ExitCode.NOT_FOUND,
                                "no_stack",
                                "No stack runs on " + directory + ".",
                                "Start one by 'slipway up', or say where it is by --data, or by SLIPWAY_URL and SLIPWAY_TOKEN."));
    }

    public long pid() {
        return content.path("pid").asLong();
    }

    /** The running process that wrote this file; empty when it ended, whoever has its number now. */
    public Optional<ProcessHandle> process() {
        Instant startedAt = Instant.parse(Json.text(content, "started_at"));
        return ProcessHandle.of(pid()).filter(ProcessHandle::isAlive).filter(process -> process.info()
                .startInstant()
                .map(start -> !start.isAfter(startedAt.plus(CLOCK_STEP)))
                .orElse(true));
    }

    public URI apiUrl() {
        return URI.create(Json.text(content, "api_url"));
    }

    public URI gatewayUrl() {
        return URI.create(Json.text(content, "gateway_url"));
    }

    /** The demo organization's token. */
    public String token(String organization) {
        JsonNode token = content.path("tokens").path(organization);
        if (token.isTextual()) {
            return token.textValue();
        }
        throw new CliFailure(
                ExitCode.NOT_FOUND,
                "no_token",
                "The stack on " + directory + " has no organization '" + organization + "'.",
                "Choose one of these by --org: " + String.join(", ", organizations()));
    }

    public List<String> organizations() {
        List<String> names = new ArrayList<>();
        content.path("tokens").fieldNames().forEachRemaining(names::add);
        return names;
    }

    public JsonNode kafka() {
        return content.path("kafka");
    }

    public JsonNode registry() {
        return content.path("registry");
    }

    /** Where providers run when that is a cluster: {kubeconfig, namespace_prefix}. */
    public Optional<JsonNode> kubernetes() {
        return Optional.of(content.path("kubernetes")).filter(JsonNode::isObject);
    }

    public boolean onKubernetes() {
        return kubernetes().isPresent();
    }

    /** Name → {pid, port, management_port}. */
    public JsonNode services() {
        return content.path("services");
    }
}
