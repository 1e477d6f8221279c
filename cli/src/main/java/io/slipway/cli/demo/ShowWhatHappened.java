package io.slipway.cli.demo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.console.Json;
import io.slipway.cli.event.SeenEvent;
import io.slipway.cli.installation.InstallationText;

final class ShowWhatHappened implements DemoStep {
    @Override
    public String name() {
        return "what an independent consumer saw, and what is installed";
    }

    @Override
    public void run(DemoWorld world) {
        JsonNode acme = world.acme().installation();
        JsonNode globex = world.globex().installation();
        world.findings().list("installations").add(acme).add(globex);
        List<SeenEvent> seen = world.acme().settling().until("the last rollout's event", () -> {
            List<SeenEvent> events = world.events().seen();
            return endedFor(events, Json.text(globex, "id")) ? events : null;
        });
        seen.forEach(event -> {
            world.findings().list("events").add(event.summary());
            world.say(event.line());
        });
        requireOrder(seen);
        world.console().progress("");
        InstallationText.table(world.findings().list("installations")).lines().forEach(world::say);
    }

    private static boolean endedFor(List<SeenEvent> events, String installation) {
        return events.stream()
                .filter(event -> event.type().equals("io.slipway.rollout.succeeded.v1"))
                .anyMatch(event -> event.subject().equals(installation)
                        && Json.text(event.data().path("installation").path("serving"), "version")
                                .equals("1.2.1"));
    }

    /** Order is promised per aggregate: its sequence never goes back on a topic. */
    private static void requireOrder(List<SeenEvent> events) {
        Map<String, Long> last = new HashMap<>();
        for (SeenEvent event : events) {
            Long before = last.put(event.topic() + " " + event.subject() + build(event), event.sequence());
            DemoWorld.require(
                    before == null || before <= event.sequence(), "An event came out of order: " + event.line());
        }
    }

    /** Several builds may have one version as their subject. */
    private static String build(SeenEvent event) {
        return Json.text(event.data().path("build"), "build_id");
    }
}
