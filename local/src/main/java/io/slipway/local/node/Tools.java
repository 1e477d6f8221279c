package io.slipway.local.node;

import java.nio.file.Path;
import java.time.Clock;

import io.slipway.local.gateway.RouteTable;
import io.slipway.local.node.image.ImageStore;
import io.slipway.local.node.process.Ports;
import io.slipway.local.node.process.Processes;
import io.slipway.local.node.state.InstallationFiles;

/** What every installation of a node works with. */
record Tools(
        String nodeId,
        Path directory,
        Clock clock,
        InstallationFiles files,
        ImageStore images,
        Processes processes,
        Ports ports,
        HealthProbe probe,
        RouteTable routes) {

    Path data(String installation) {
        return directory.resolve("data").resolve(installation);
    }

    /** The files of the images as its revisions' processes see them, one directory each. */
    Path roots(String installation) {
        return directory.resolve("roots").resolve(installation);
    }

    Path logs(String installation) {
        return directory.resolve("logs").resolve(installation);
    }
}
