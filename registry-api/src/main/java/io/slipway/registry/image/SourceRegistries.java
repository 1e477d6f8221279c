package io.slipway.registry.image;

import java.util.Set;

import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.slipway.oci.Registries;

/** The registries that users name, as the operator has configured them. */
@Singleton
class SourceRegistries {
    @Produces
    @Singleton
    Registries registries(ImagesConfig config) {
        return new Registries(config.registries().orElse(Set.of()));
    }

    void close(@Disposes Registries registries) {
        registries.close();
    }
}
