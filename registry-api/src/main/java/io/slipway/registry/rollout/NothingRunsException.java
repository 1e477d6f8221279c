package io.slipway.registry.rollout;

/** Deployer, or the node behind it, does not know the installation (yet). */
class NothingRunsException extends RuntimeException {}
