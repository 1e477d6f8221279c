package io.slipway.cli.provider;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.console.Json;

/** One version for people. */
public final class VersionText {
    private static final List<String> FIELDS = List.of(
            "provider_name",
            "version",
            "status",
            "runtime_version",
            "source_hash",
            "image_url",
            "published_at",
            "error_message");

    private VersionText() {}

    public static String of(JsonNode version) {
        StringBuilder text = new StringBuilder();
        for (String field : FIELDS) {
            if (version.hasNonNull(field)) {
                text.append(String.format("%-16s %s%n", field, Json.text(version, field)));
            }
        }
        for (JsonNode schema : version.path("schemas")) {
            text.append(String.format("%-16s %s%n", "schema", schema));
        }
        return text.toString();
    }
}
