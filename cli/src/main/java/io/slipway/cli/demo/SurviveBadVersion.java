package io.slipway.cli.demo;

import java.util.List;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.console.Json;

final class SurviveBadVersion implements DemoStep {
    private static final String GOOD = "1.1.0";
    private static final String BAD = "1.2.0";
    private static final String REPAIRED = "1.2.1";

    @Override
    public String name() {
        return "publish 1.2.0, never healthy: acme stays on 1.1.0; 1.2.1 is good";
    }

    @Override
    public void run(DemoWorld world) {
        Tenant acme = world.acme();
        Load load = Load.on(acme.url(), world.pace().requestsPerSecond());
        JsonNode deployment;
        LoadResult result;
        try {
            world.publish(BAD);
            deployment = acme.settling().ended(DemoWorld.HELLO, BAD);
        } finally {
            result = load.stop();
        }
        show(world, deployment, result);
        DemoWorld.require(load.firstAnswerOf(BAD).isEmpty(), "Traffic reached 1.2.0, which was never healthy.");
        DemoWorld.require(result.failed() == 0, result.failed() + " requests failed: " + load.failures());
        DemoWorld.require(acme.answeringVersion().equals(GOOD), "1.1.0 does not answer any more.");
        DemoWorld.require(rejected(deployment).contains(BAD), "1.2.0 is not among the rejected versions.");
        publishRepaired(world);
    }

    private static void show(DemoWorld world, JsonNode deployment, LoadResult result) {
        JsonNode rollout = deployment.path("rollout");
        world.say("rollout of 1.2.0: " + Json.text(rollout, "result") + ": " + Json.text(rollout, "reason"));
        world.say("installation: " + Json.text(deployment, "status") + ": "
                + Json.text(world.acme().installation(), "message"));
        world.say("rejected here: " + rejected(deployment) + "; meanwhile " + result.requests() + " requests, "
                + result.failed() + " failed, all answered by 1.1.0");
    }

    private static void publishRepaired(DemoWorld world) {
        Tenant acme = world.acme();
        world.publish(REPAIRED);
        acme.settling().serving(DemoWorld.HELLO, REPAIRED, "");
        DemoWorld.require(acme.answeringVersion().equals(REPAIRED), "1.2.1 does not answer.");
        long tries = world.events().seen().stream()
                .filter(event -> event.type().equals("io.slipway.rollout.started.v1"))
                .map(event -> event.data().path("installation"))
                .filter(installation -> Json.text(installation, "organization").equals(acme.name()))
                .map(installation -> installation.path("rollout"))
                .filter(rollout -> Json.text(rollout, "to_version").equals(BAD))
                .map(rollout -> Json.text(rollout, "id"))
                .distinct()
                .count();
        DemoWorld.require(tries == 1, "1.2.0 was tried " + tries + " times in acme, not once.");
        world.say("acme moved to 1.2.1; 1.2.0 was tried once");
    }

    private static List<String> rejected(JsonNode deployment) {
        return StreamSupport.stream(deployment.path("rejected").spliterator(), false)
                .map(rejected -> Json.text(rejected, "version"))
                .toList();
    }
}
