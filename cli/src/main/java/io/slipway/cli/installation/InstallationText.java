package io.slipway.cli.installation;

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

    private static String message(JsonNode installation) {
        return installation.hasNonNull("message") ? Json.text(installation, "message") + "\n" : "";
    }
}
