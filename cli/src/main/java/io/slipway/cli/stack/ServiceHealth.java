package io.slipway.cli.stack;

import java.net.URI;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.api.ApiClient;
import io.slipway.cli.console.CliFailure;

/** Asks a service's readiness on its management port. */
final class ServiceHealth {
    private ServiceHealth() {}

    static String of(JsonNode service) {
        URI base =
                URI.create("http://127.0.0.1:" + service.path("management_port").asInt());
        try {
            new ApiClient(base, "").get("/q/health/ready");
            return "yes";
        } catch (CliFailure e) {
            return e.code().equals("unreachable") ? "no (not reachable)" : "no";
        }
    }
}
