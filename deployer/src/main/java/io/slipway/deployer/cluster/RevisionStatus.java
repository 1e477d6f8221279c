package io.slipway.deployer.cluster;

import java.time.Instant;
import java.util.List;

import io.slipway.providerpackage.Printable;

/**
 * What a cluster sees of one revision. What the provider printed is made printable: it goes into outcomes and logs.
 *
 * @param stalled why the infrastructure cannot run it (pull, disk); null when nothing is in its way
 * @param restarts how often its process ended and was started again
 * @param readySince null unless ready
 * @param lastOutput at most 20 lines, oldest first
 * @param drift what somebody else has changed of it; null when it is as it was started
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
        String drift) {

    public RevisionStatus(
            int number,
            String image,
            Phase phase,
            String stalled,
            int restarts,
            Integer exitCode,
            Instant startedAt,
            Instant readySince,
            List<String> lastOutput) {
        this(number, image, phase, stalled, restarts, exitCode, startedAt, readySince, lastOutput, null);
    }

    public RevisionStatus {
        stalled = stalled == null ? null : Printable.text(stalled);
        lastOutput = lastOutput == null
                ? List.of()
                : lastOutput.stream().map(Printable::text).toList();
    }

    public enum Phase {
        pulling,
        starting,
        ready,
        unready,
        crashed,
        stopping,
        stopped,
        failed
    }

    public boolean ready() {
        return phase == Phase.ready;
    }

    public boolean ending() {
        return phase == Phase.stopping || phase == Phase.stopped;
    }
}
