package io.slipway.cli.demo;

import java.util.List;

import io.slipway.cli.console.CliFailure;

/** The demo's end in a cluster, which outlives it: both tenants uninstall, so that the deployer removes what it made there. */
final class Leave {
    private Leave() {}

    static void both(DemoWorld world) {
        for (Tenant tenant : List.of(world.acme(), world.globex())) {
            try {
                world.console().progress("removing what " + tenant.name() + " has in the cluster …");
                tenant.api().uninstall(DemoWorld.HELLO, true, false);
                tenant.settling().gone(DemoWorld.HELLO);
            } catch (CliFailure e) {
                // It had none yet, or it takes too long: what is left is removed with its namespace.
                world.console().progress("  " + e.getMessage());
            }
        }
    }
}
