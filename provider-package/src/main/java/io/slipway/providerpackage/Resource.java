package io.slipway.providerpackage;

/**
 * A resource type that a provider manages.
 *
 * @param description empty when the manifest gives none
 * @param configSchema path of a JSON Schema in the package
 * @param outputsSchema likewise; null when the resource has no outputs
 */
public record Resource(String name, String description, String configSchema, String outputsSchema) {}
