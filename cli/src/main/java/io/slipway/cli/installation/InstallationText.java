package io.slipway.cli.installation;

import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.console.Json;
import io.slipway.cli.console.Table;

/** Installations for people. */
public final class InstallationText {
    private InstallationText() {}

    public static String of(JsonNode installation) {
        return table(Json.array().add(installation)) + message(installation);
    }

    public static String table(JsonNode installations) {
        Table table = new Table(
                "TENANT", "ENVIRONMENT", "PROVIDER", "INSTALLED", "SERVES", "POLICY", "PINNED", "STATUS", "URL");
        for (JsonNode installation : installations) {
            table.row(
                    Json.text(installation, "organization"),
                    Json.text(installation, "environment"),
                    Json.text(installation, "provider_name"),
                    Json.text(installation, "installed_version"),
                    Json.text(installation, "current_version"),
                    Json.text(installation, "upgrade_policy"),
                    Json.text(installation, "pinned_version"),
                    Json.text(installation, "status"),
                    Json.text(installation, "url"));
        }
        return table.toString();
    }

    /** Empty when a request took nobody's place. @param answer to it */
    static Optional<String> superseded(JsonNode answer) {
        return Optional.of(answer.path("superseded"))
                .filter(JsonNode::isObject)
                .map(before ->
                        "This supersedes version %s, which was on its way.".formatted(Json.text(before, "version")));
    }

    /** What a dry run tells. */
    static String plan(JsonNode plan) {
        StringBuilder text = new StringBuilder();
        text.append(plan.path("rolls_out").asBoolean() ? "A rollout would begin" : "No rollout would begin")
                .append(", version ")
                .append(Json.text(plan, "target_version"))
                .append(", revision ")
                .append(Json.text(plan, "revision"))
                .append(", config revision ")
                .append(Json.text(plan, "config_revision"))
                .append(".\n");
        if (plan.hasNonNull("supersedes")) {
            text.append("It would supersede version ")
                    .append(Json.text(plan.path("supersedes"), "version"))
                    .append(", which is on its way.\n");
        }
        for (JsonNode error : plan.path("config").path("errors")) {
            text.append(Json.text(error, "field"))
                    .append(": ")
                    .append(Json.text(error, "message"))
                    .append('\n');
        }
        return text.toString();
    }

    private static String message(JsonNode installation) {
        return installation.hasNonNull("message") ? Json.text(installation, "message") + "\n" : "";
    }
}
