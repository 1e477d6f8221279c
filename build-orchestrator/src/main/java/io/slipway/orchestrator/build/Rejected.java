package io.slipway.orchestrator.build;

/** The source cannot be built, now or later; the message is for its author. */
public class Rejected extends Exception {
    private final String code;

    /** @param code stable, snake_case */
    public Rejected(String code, String message) {
        super(message);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
