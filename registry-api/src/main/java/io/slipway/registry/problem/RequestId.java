package io.slipway.registry.problem;

import org.jboss.logging.MDC;

/** The id that the current request's sender gave it, or that it was given here; every line of the log has it, too. */
public final class RequestId {
    /** In logging patterns: {@code %X{requestId}}. */
    private static final String KEY = "requestId";

    private RequestId() {}

    /** Null outside of a request. */
    static String current() {
        return (String) MDC.get(KEY);
    }

    /** To be called on the request's own context, which what is done for the request inherits. */
    public static void set(String id) {
        MDC.put(KEY, id);
    }
}
