package io.slipway.cli.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.cli.console.Json;

/** What the demo found out, as its last line shows it with {@code --output json}. */
final class Findings {
    private final ObjectNode report = Json.object();

    Findings() {
        report.putArray("steps");
        report.putObject("move");
        report.putArray("events");
        report.putArray("installations");
        report.putObject("memory_mib");
    }

    void step(String name, boolean ok, double seconds) {
        list("steps").addObject().put("name", name).put("ok", ok).put("seconds", rounded(seconds));
    }

    void move(LoadResult load, double seconds) {
        object("move")
                .put("requests", load.requests())
                .put("failed", load.failed())
                .put("seconds", rounded(seconds))
                .put("requests_per_second", Math.round(load.perSecond()));
    }

    ArrayNode list(String name) {
        return (ArrayNode) report.get(name);
    }

    ObjectNode object(String name) {
        return (ObjectNode) report.get(name);
    }

    ObjectNode report() {
        return report;
    }

    private static double rounded(double seconds) {
        return Math.round(seconds * 1000) / 1000.0;
    }
}
