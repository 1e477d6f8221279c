package io.slipway.registry.environment;

record EnvironmentRequest(String name) {}
