package io.slipway.cli.custom;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.console.Json;
import io.slipway.cli.console.Table;

/** Custom providers and what belongs to them, for people. */
final class CustomTables {
    private CustomTables() {}

    static String providers(Iterable<JsonNode> providers) {
        Table table = new Table("NAME", "LATEST", "VISIBILITY", "ID");
        for (JsonNode one : providers) {
            table.row(
                    Json.text(one, "name"),
                    Json.text(one, "latest_version"),
                    Json.text(one, "visibility"),
                    Json.text(one, "id"));
        }
        return table.toString();
    }

    static String versions(Iterable<JsonNode> versions) {
        Table table = new Table("INDEX", "IDENTIFIER", "VERSION", "STATUS", "ENVIRONMENTS", "BY", "ID");
        for (JsonNode one : versions) {
            List<String> environments = new ArrayList<>();
            one.path("environments").forEach(place -> environments.add(Json.text(place.path("environment"), "name")));
            table.row(
                    Json.text(one, "index"),
                    Json.text(one, "identifier"),
                    Json.text(one, "version"),
                    Json.text(one, "status"),
                    String.join(",", environments),
                    Json.text(one.path("actor"), "name"),
                    Json.text(one, "id"));
        }
        return table.toString();
    }

    static String deployments(Iterable<JsonNode> deployments) {
        Table table = new Table("ENVIRONMENT", "STATUS", "COMMIT", "MESSAGE", "VERSION", "WHY", "ID");
        for (JsonNode one : deployments) {
            table.row(
                    Json.text(one, "environment"),
                    Json.text(one, "status"),
                    Json.text(one.path("commit"), "type"),
                    Json.text(one.path("commit"), "message"),
                    Json.text(one, "custom_provider_version_id"),
                    Json.text(one, "error_code"),
                    Json.text(one, "id"));
        }
        return table.toString();
    }

    static String commits(Iterable<JsonNode> commits) {
        Table table = new Table("TYPE", "ENVIRONMENT", "FROM", "TO", "MESSAGE", "BY", "ID");
        for (JsonNode one : commits) {
            table.row(
                    Json.text(one, "type"),
                    Json.text(one, "environment"),
                    Json.text(one, "from_version_id"),
                    Json.text(one, "to_version_id"),
                    Json.text(one, "message"),
                    Json.text(one.path("actor"), "name"),
                    Json.text(one, "id"));
        }
        return table.toString();
    }

    static String environments(Iterable<JsonNode> environments) {
        Table table = new Table("NAME", "SERVES", "INSTALLATION", "ID");
        for (JsonNode one : environments) {
            JsonNode place = one.path("environment");
            table.row(
                    Json.text(place, "name"),
                    Json.text(place, "current_provider_version_id"),
                    Json.text(place, "instance_id"),
                    Json.text(place, "id"));
        }
        return table.toString();
    }
}
