package io.slipway.registry.blob;

import java.io.IOException;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready only while packages can be written. */
@Readiness
@ApplicationScoped
public class BlobHealth implements HealthCheck {
    private final BlobStore store;

    BlobHealth(BlobStore store) {
        this.store = store;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("Blob store");
        try {
            store.check();
            return response.up().build();
        } catch (IOException e) {
            return response.down().withData("error", e.toString()).build();
        }
    }
}
