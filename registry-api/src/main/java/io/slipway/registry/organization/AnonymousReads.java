package io.slipway.registry.organization;

import jakarta.enterprise.context.ApplicationScoped;

/** Whether the operator lets everybody read what is public; asked for each request, since filters are made before there is a setting. */
@ApplicationScoped
class AnonymousReads {
    private final AnonymousConfig config;

    AnonymousReads(AnonymousConfig config) {
        this.config = config;
    }

    boolean areAllowed() {
        return config.reads();
    }
}
