package io.slipway.local.node.state;

import java.time.Instant;

import io.slipway.local.node.process.ProcessIdentity;

/**
 * A process that was started or is about to be: written before the fork with no identity, and again after it.
 *
 * @param readySince null until it was ready
 */
public record ProcessRecord(String token, int port, ProcessIdentity identity, Instant startedAt, Instant readySince) {

    public ProcessRecord with(ProcessIdentity found) {
        return new ProcessRecord(token, port, found, startedAt, readySince);
    }

    public ProcessRecord ready(Instant since) {
        return new ProcessRecord(token, port, identity, startedAt, since);
    }
}
