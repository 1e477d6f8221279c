package io.slipway.cli.demo;

import io.slipway.cli.console.Json;

/** Under load: acme moves by its policy, globex by hand. */
final class MoveByItself implements DemoStep {
    private static final String VERSION = "1.1.0";

    @Override
    public String name() {
        return "publish 1.1.0: acme moves by itself under load, globex when told";
    }

    @Override
    public void run(DemoWorld world) {
        Load load = Load.on(world.acme().url(), world.pace().requestsPerSecond());
        LoadResult result;
        double seconds;
        try {
            world.publish(VERSION);
            long released = System.nanoTime();
            world.acme().settling().serving(DemoWorld.HELLO, VERSION, "");
            long first = world.acme().settling().until(VERSION + " to answer", () -> load.firstAnswerOf(VERSION)
                    .orElse(null));
            seconds = Math.max(0, (first - released) / 1e9);
            long enough = load.requests() + world.pace().afterwards();
            world.acme().settling().until("the old revision to drain", () -> load.requests() > enough ? true : null);
        } finally {
            result = load.stop();
        }
        world.findings().move(result, seconds);
        load.failures().forEach((kind, example) -> world.say("failed: " + kind + " " + example));
        world.say(String.format(
                "acme moved %.2f s after the release; %d requests (%.0f/s), %d failed",
                seconds, result.requests(), result.perSecond(), result.failed()));
        DemoWorld.require(result.failed() == 0, result.failed() + " requests failed during the move.");
        double least = world.pace().least();
        DemoWorld.require(result.perSecond() >= least, String.format("The load was below %.0f/s.", least));
        upgradeByHand(world);
    }

    private static void upgradeByHand(DemoWorld world) {
        Tenant globex = world.globex();
        DemoWorld.require(globex.answeringVersion().equals("1.0.0"), "globex moved although its policy is manual.");
        world.say("globex stays on 1.0.0 until it is told");
        String before = globex.settling().lastRollout(DemoWorld.HELLO);
        globex.api().upgrade(DemoWorld.HELLO, Json.object());
        globex.settling().serving(DemoWorld.HELLO, VERSION, before);
        world.say("globex: " + Json.text(globex.call(), "version") + " after 'upgrade'");
    }
}
