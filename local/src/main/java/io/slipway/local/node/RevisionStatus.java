package io.slipway.local.node;

import java.time.Instant;
import java.util.List;

/**
 * What the API shows of a revision.
 *
 * @param stalled why the infrastructure keeps it from starting, or null; it is tried again
 * @param exitCode of the process that ended last; 128 + signal when it was killed; null when unknown
 * @param lastOutput at most twenty lines
 */
public record RevisionStatus(
        int number,
        String image,
        Phase phase,
        String stalled,
        int restarts,
        Integer exitCode,
        Instant startedAt,
        Instant readySince,
        List<String> lastOutput,
        Long pid) {}
