package io.slipway.orchestrator.image;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while nothing can be pushed; builds wait in the queue meanwhile. */
@Readiness
@ApplicationScoped
class OciRegistryHealth implements AsyncHealthCheck {
    private static final String NAME = "OCI registry";

    private final OciRegistry registry;

    OciRegistryHealth(OciRegistry registry) {
        this.registry = registry;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom()
                .completionStage(registry::serves)
                .map(serves -> HealthCheckResponse.named(NAME).status(serves).build())
                .onFailure()
                .recoverWithItem(fault -> HealthCheckResponse.named(NAME)
                        .down()
                        .withData("error", fault.toString())
                        .build());
    }
}
