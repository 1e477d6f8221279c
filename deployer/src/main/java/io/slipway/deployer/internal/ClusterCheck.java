package io.slipway.deployer.internal;

import io.slipway.deployer.cluster.Cluster;
import io.slipway.deployer.cluster.ClusterException;
import io.smallrye.common.annotation.Blocking;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Without its cluster the deployer can do nothing. */
@Readiness
@Blocking
class ClusterCheck implements HealthCheck {
    private final Cluster cluster;

    ClusterCheck(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public HealthCheckResponse call() {
        try {
            cluster.check();
            return HealthCheckResponse.up("cluster");
        } catch (ClusterException e) {
            return HealthCheckResponse.named("cluster")
                    .down()
                    .withData("reason", e.getMessage())
                    .build();
        }
    }
}
