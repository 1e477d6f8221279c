package io.slipway.local.node;

import java.time.Instant;

/** What a runner has seen of its process; one thread writes, any may read. */
record Observed(Phase phase, String stalled, Integer exitCode, Instant startedAt, Instant readySince, Long pid) {
    static final Observed NOTHING = new Observed(Phase.pulling, null, null, null, null, null);

    Observed in(Phase changed) {
        return new Observed(changed, null, exitCode, startedAt, changed == Phase.ready ? readySince : null, pid);
    }

    Observed stalled(String reason) {
        return new Observed(phase, reason, exitCode, startedAt, readySince, pid);
    }

    Observed started(Instant at, long number) {
        return new Observed(Phase.starting, null, exitCode, at, null, number);
    }

    Observed ready(Instant since) {
        return new Observed(Phase.ready, null, exitCode, startedAt, since, pid);
    }

    Observed ended(Phase changed, Integer code) {
        return new Observed(changed, null, code, startedAt, null, null);
    }
}
