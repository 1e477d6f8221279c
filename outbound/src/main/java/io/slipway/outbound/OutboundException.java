package io.slipway.outbound;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/** An answer that was not got. Its message is for the user who named the URL: it holds no address that a name resolved to. */
public final class OutboundException extends IOException {
    public enum Reason {
        /** Never asked: the URL or the address behind it may not be connected to. */
        REFUSED,
        /** Of a name nobody knows, and of one that has no public address: which of both nobody is told. */
        NO_PUBLIC_HOST,
        /** No connection, or one that broke. */
        UNREACHABLE,
        TIMED_OUT,
        TOO_LARGE,
        TOO_MANY_REDIRECTS,
        /** The other side does not speak HTTP as it should, or sent less than it announced. */
        BAD_ANSWER
    }

    private final Reason reason;

    public OutboundException(Reason reason, String message) {
        this(reason, message, null);
    }

    public OutboundException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Whether the same may succeed later. */
    public boolean isTransient() {
        return switch (reason) {
            case NO_PUBLIC_HOST, UNREACHABLE, TIMED_OUT, BAD_ANSWER -> true;
            case REFUSED, TOO_LARGE, TOO_MANY_REDIRECTS -> false;
        };
    }
}
