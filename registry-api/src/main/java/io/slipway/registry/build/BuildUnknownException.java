package io.slipway.registry.build;

/** build-orchestrator has not heard of the build yet, or has forgotten it. */
final class BuildUnknownException extends RuntimeException {
    private static final long serialVersionUID = 1L;
}
