package io.slipway.registry.custom;

/** An environment of the organization that the custom provider is to have. @param name of it */
record CustomEnvironmentRequest(String name) {}
