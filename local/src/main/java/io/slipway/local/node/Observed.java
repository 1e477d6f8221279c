package io.slipway.local.node;

import java.time.Instant;
import java.util.List;

import io.slipway.local.node.state.RevisionRecord;

/** What a runner has seen of its process; one thread writes, any may read. */
record Observed(
        Phase phase, String stalled, int restarts, Integer exitCode, Instant startedAt, Instant readySince, Long pid) {

    static Observed nothing(int restarts) {
        return new Observed(Phase.pulling, null, restarts, null, null, null, null);
    }

    Observed in(Phase changed) {
        Instant since = changed == Phase.ready ? readySince : null;
        return new Observed(changed, null, restarts, exitCode, startedAt, since, pid);
    }

    Observed stalled(String reason) {
        return new Observed(phase, reason, restarts, exitCode, startedAt, readySince, pid);
    }

    Observed restarted() {
        return new Observed(phase, null, restarts + 1, exitCode, startedAt, readySince, pid);
    }

    Observed started(Instant at, long number) {
        return new Observed(Phase.starting, null, restarts, exitCode, at, null, number);
    }

    Observed ready(Instant since) {
        return new Observed(Phase.ready, null, restarts, exitCode, startedAt, since, pid);
    }

    Observed ended(Phase changed, Integer code) {
        return new Observed(changed, null, restarts, code, startedAt, null, null);
    }

    RevisionStatus status(RevisionRecord revision, List<String> lastOutput) {
        return new RevisionStatus(
                revision.number(),
                revision.spec().image(),
                phase,
                stalled,
                restarts,
                exitCode,
                startedAt,
                readySince,
                lastOutput,
                pid);
    }
}
