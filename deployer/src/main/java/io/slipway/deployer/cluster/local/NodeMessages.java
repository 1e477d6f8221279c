package io.slipway.deployer.cluster.local;

import java.util.List;
import java.util.Map;

import io.slipway.deployer.cluster.Observed;
import io.slipway.deployer.cluster.RevisionSpec;
import io.slipway.deployer.cluster.RevisionStatus;

/** The bodies of the node's HTTP API. */
final class NodeMessages {
    private NodeMessages() {}

    /** @param route null when nothing gets the requests */
    record InstallationBody(String id, String urlPath, Integer route, List<RevisionStatus> revisions) {
        Observed observed() {
            return new Observed(urlPath, route, revisions);
        }
    }

    /** @param port ignored by the node, which chooses one and gives it as PORT */
    record RevisionBody(
            String image,
            Map<String, String> env,
            int port,
            String health,
            int healthSuccesses,
            long healthIntervalMs,
            long graceMs,
            long drainMs) {
        static RevisionBody of(RevisionSpec spec, NodeConfig config) {
            return new RevisionBody(
                    spec.image(),
                    spec.environment(),
                    8080,
                    spec.health(),
                    config.healthSuccesses(),
                    config.healthInterval().toMillis(),
                    config.grace().toMillis(),
                    config.drain().toMillis());
        }
    }

    /** @param revision null: nothing gets the requests */
    record RouteBody(Integer revision) {}

    record ErrorBody(String code, String detail) {}
}
