package io.slipway.registry.version;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.config.ConfigMapping;

/** Renders {@code repository@sha256:…}, as it is stored, with the host of the registry at the time of reading. */
@ApplicationScoped
public class ImageUrls {
    private final OciConfig config;

    ImageUrls(OciConfig config) {
        this.config = config;
    }

    /** Null for null. */
    public String render(String reference) {
        return reference == null ? null : config.registry() + "/" + reference;
    }

    /** Where images lie. */
    @ConfigMapping(prefix = "slipway.oci")
    public interface OciConfig {
        /** Host and port. */
        String registry();
    }
}
