package io.slipway.cli.demo;

import java.util.List;
import java.util.function.Consumer;

import io.slipway.cli.console.CliFailure;

/** The demo's end in a cluster, which outlives it: both tenants uninstall, so that the deployer removes what it made there. */
final class Leave {
    private Leave() {}

    static void both(DemoWorld world) {
        world.console().progress("removing what the demo has in the cluster …");
        forBoth(world, tenant -> tenant.api().uninstall(DemoWorld.HELLO, true, false));
        forBoth(world, tenant -> tenant.settling().gone(DemoWorld.HELLO));
    }

    private static void forBoth(DemoWorld world, Consumer<Tenant> step) {
        for (Tenant tenant : List.of(world.acme(), world.globex())) {
            try {
                step.accept(tenant);
            } catch (CliFailure e) {
                // It had none yet, or it takes too long: what is left is removed with its namespace.
                world.console().progress("  " + tenant.name() + ": " + e.getMessage());
            }
        }
    }
}
