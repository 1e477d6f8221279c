package io.slipway.registry.idempotency;

/** The request was done before; {@link ReplayFilter} gives the answer that it got then. */
final class ReplayException extends RuntimeException {
    private final transient KeptAnswer answer;
    private final String body;

    ReplayException(KeptAnswer answer) {
        this(answer, answer.body());
    }

    /** @param body the whole one */
    ReplayException(KeptAnswer answer, String body) {
        super("answered before", null, false, false);
        this.answer = answer;
        this.body = body;
    }

    KeptAnswer answer() {
        return answer;
    }

    String body() {
        return body;
    }
}
