package io.slipway.deployer.rollout;

/**
 * Why the last rollout failed.
 *
 * @param generation the intent's when the rollout began
 * @param reason CamelCase
 * @param message with the last lines of output
 */
public record Failure(String version, long generation, String reason, String message) {}
