package io.slipway.registry.installation;

import java.util.Map;

import io.slipway.contracts.InstallationIntent.ResourceTier;

/** What a rollback brings back. */
record Restored(String version, int configRevision, Map<String, Object> config, ResourceTier resourceTier) {}
