package io.slipway.registry.version;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Renders {@code repository@sha256:…}, as it is stored, with the host of the registry at the time of reading. */
@ApplicationScoped
public class ImageUrls {
    private final String registry;

    /** @param registry host and port */
    ImageUrls(@ConfigProperty(name = "slipway.oci.registry") String registry) {
        this.registry = registry;
    }

    /** Null for null. */
    public String render(String reference) {
        return reference == null ? null : registry + "/" + reference;
    }
}
