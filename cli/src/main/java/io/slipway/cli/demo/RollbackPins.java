package io.slipway.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.console.Json;

final class RollbackPins implements DemoStep {
    private static final String OLD = "1.0.0";
    private static final String NEWEST = "1.2.1";

    @Override
    public String name() {
        return "rollback of globex to 1.0.0 pins it; release-hold frees it";
    }

    @Override
    public void run(DemoWorld world) {
        Tenant globex = world.globex();
        String before = globex.settling().lastRollout(DemoWorld.HELLO);
        globex.api().rollback(DemoWorld.HELLO, OLD);
        JsonNode pinned = globex.settling().serving(DemoWorld.HELLO, OLD, before);
        world.say("globex answers " + globex.answeringVersion() + "; pinned to " + Json.text(pinned, "pinned_version"));
        DemoWorld.require(pinned.path("held").asBoolean(), "The rollback did not pin globex.");
        stayPinned(world);
        globex.api().releaseHold(DemoWorld.HELLO);
        globex.settling().serving(DemoWorld.HELLO, NEWEST, "");
        world.say("globex answers " + globex.answeringVersion() + " after 'release-hold'");
        DemoWorld.require(globex.answeringVersion().equals(NEWEST), "release-hold did not free globex.");
    }

    /** Even policy auto does not move it: once the deployer has taken that in, it still serves the old version. */
    private static void stayPinned(DemoWorld world) {
        Tenant globex = world.globex();
        globex.api().change(DemoWorld.HELLO, Json.object().put("upgrade_policy", "auto"));
        globex.settling().until("the deployer to take the policy in", () -> {
            JsonNode deployment = globex.api().deployment(DemoWorld.HELLO);
            boolean takenIn = deployment.path("observed_generation").asLong(-1)
                    >= deployment.path("generation").asLong();
            return takenIn ? true : null;
        });
        DemoWorld.require(globex.answeringVersion().equals(OLD), "globex left 1.0.0 although it is pinned.");
        world.say("globex stays on 1.0.0, even with policy auto and three newer versions");
    }
}
