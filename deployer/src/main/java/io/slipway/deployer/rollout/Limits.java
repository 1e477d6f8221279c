package io.slipway.deployer.rollout;

import java.time.Duration;

/**
 * @param deadline how long a revision may be seen trying until it must be ready
 * @param maxRestarts a revision that was restarted this often before it got requests is given up
 */
public record Limits(Duration deadline, int maxRestarts) {}
