package io.slipway.registry.upload;

import java.util.Map;

import io.slipway.registry.blob.ReceivedBlob;

/**
 * A multipart form with one file.
 *
 * @param fields the text parts by name; what was not sent is absent
 */
public record UploadForm(ReceivedBlob file, Map<String, String> fields) {}
