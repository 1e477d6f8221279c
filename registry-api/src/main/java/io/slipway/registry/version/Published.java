package io.slipway.registry.version;

import io.slipway.registry.idempotency.AnswerOnce.Answer;

/** @param accepted false when the same was published before and nothing was done */
public record Published(VersionView version, boolean accepted) {
    private static final int OK = 200;
    private static final int ACCEPTED = 202;

    /** What the publisher gets to see, also when it asks again. */
    public Answer answer() {
        return new Answer(accepted ? ACCEPTED : OK, null, version);
    }
}
