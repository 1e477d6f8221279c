package io.slipway.registry.idempotency;

/** The request was done before; {@link ReplayFilter} gives the answer that it got then. */
final class ReplayException extends RuntimeException {
    private final transient KeptAnswer answer;

    ReplayException(KeptAnswer answer) {
        super("answered before", null, false, false);
        this.answer = answer;
    }

    KeptAnswer answer() {
        return answer;
    }
}
