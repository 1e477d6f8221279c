package io.slipway.orchestrator.build;

import java.time.Instant;

/**
 * One line of a build's log.
 *
 * @param line counts from 1 over all attempts of a build
 */
public record LogLine(int line, Instant time, String text) {}
