package io.slipway.registry.environment;

import java.time.Instant;

/** @param actor who made it: user, token, workflow or system */
record EnvironmentView(String id, String organization, String name, String actor, Instant createdAt) {
    static EnvironmentView of(Environment environment) {
        return new EnvironmentView(
                environment.id(),
                environment.organization(),
                environment.name(),
                environment.actor(),
                environment.createdAt());
    }
}
