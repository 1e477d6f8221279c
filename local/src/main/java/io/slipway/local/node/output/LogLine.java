package io.slipway.local.node.output;

/**
 * @param offset where to go on after this line; opaque to clients
 * @param time always null: the provider writes to the file itself, so that nobody sees when
 */
public record LogLine(String offset, String time, int revision, String text) {}
