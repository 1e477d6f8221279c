package io.slipway.registry.signing;

/** What a signed URL says beside its path, as it was given: nothing of it is checked. */
public record Signature(String key, Long expires, Long maxBytes, Long bytes, String sha256, String signature) {}
