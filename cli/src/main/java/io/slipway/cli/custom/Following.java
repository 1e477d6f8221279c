package io.slipway.cli.custom;

import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.api.CustomApi;
import io.slipway.cli.api.Settling;
import io.slipway.cli.console.CliFailure;
import io.slipway.cli.console.Console;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;

/** Shows what the steps of a deployment, or of a version's build, write, until it has ended. */
final class Following {
    private static final Set<String> RUNNING = Set.of("queued", "deploying");

    private final CustomApi api;
    private final Console console;
    private final Settling settling;

    Following(CustomApi api, Console console, Settling settling) {
        this.api = api;
        this.console = console;
        this.settling = settling;
    }

    /** @throws CliFailure when it failed */
    JsonNode deployment(String provider, String id) {
        Lines lines = new Lines(provider, id);
        JsonNode ended = settling.until("deployment " + id + " to end", () -> {
            JsonNode deployment = api.get(provider, "deployments/" + id);
            lines.show();
            return RUNNING.contains(Json.text(deployment, "status")) ? null : deployment;
        });
        if (Json.text(ended, "status").equals("failed")) {
            throw new CliFailure(
                    ExitCode.FAILED,
                    Json.text(ended, "error_code"),
                    "Deployment " + id + " to " + Json.text(ended, "environment") + " failed: "
                            + Json.text(ended, "error_message"),
                    "'slipway custom logs' shows what its steps wrote.");
        }
        return ended;
    }

    /** With its deployment, if it has one. @throws CliFailure when it failed */
    JsonNode version(String provider, JsonNode version) {
        if (version.hasNonNull("deployment")) {
            deployment(provider, Json.text(version.path("deployment"), "id"));
        }
        String id = Json.text(version, "id");
        JsonNode ended = settling.until("version " + id + " to be ready", () -> {
            JsonNode now = api.get(provider, "versions/" + id);
            return RUNNING.contains(Json.text(now, "status")) ? null : now;
        });
        if (Json.text(ended, "status").equals("deployment_failed")) {
            throw new CliFailure(
                    ExitCode.FAILED,
                    "build_failed",
                    "Version " + Json.text(ended, "version") + " failed.",
                    "Repair it and publish it again.");
        }
        return ended;
    }

    /** Those that were not shown yet. */
    private final class Lines {
        private final String path;
        private final String provider;
        private String next = "";

        private Lines(String provider, String id) {
            this.provider = provider;
            this.path = "deployments/" + id + "/logs";
        }

        private void show() {
            JsonNode page = api.get(provider, path + (next.isEmpty() ? "" : "?after=" + next));
            page.path("items")
                    .forEach(
                            line -> console.progress("  " + Json.text(line, "step") + " | " + Json.text(line, "text")));
            next = Json.text(page, "next");
        }
    }
}
