package io.slipway.registry.blob;

import java.nio.file.Path;

/**
 * Bytes that are on disk, but not readable by their digest yet.
 *
 * @param file private to whoever received it
 * @param sha256 64 lowercase hex digits
 */
public record ReceivedBlob(Path file, String sha256, long sizeBytes) {}
