package io.slipway.orchestrator.build;

import java.util.List;
import java.util.Map;

/**
 * What a build made.
 *
 * @param image {@code repository@sha256:…} without a host
 * @param schemas one per resource type: name, description, configSchema, outputsSchema
 */
public record Built(String image, List<Map<String, Object>> schemas) {}
