package io.slipway.cli.custom;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.api.CustomApi;
import io.slipway.cli.console.CliFailure;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;

/** What people call a version. */
final class VersionNames {
    private VersionNames() {}

    /** @param name id, identifier, number or index. @throws CliFailure when there is none */
    static JsonNode find(CustomApi api, String provider, String name) {
        if (name.startsWith("cpv_")) {
            return api.get(provider, "versions/" + name);
        }
        JsonNode versions = api.all(provider, "versions").path("items");
        for (String field : new String[] {"identifier", "version", "index"}) {
            for (JsonNode one : versions) {
                if (Json.text(one, field).equals(name)) {
                    return one;
                }
            }
        }
        throw new CliFailure(
                ExitCode.NOT_FOUND,
                "not_found",
                "It has no version " + name + ".",
                "'slipway custom versions' shows those that there are.");
    }
}
