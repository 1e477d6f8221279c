package io.slipway.registry.problem;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;

/** The id under which the current request stands in the logs. */
final class TraceId {
    private TraceId() {}

    /** 32 hex digits, or null outside of a request. */
    static String current() {
        SpanContext span = Span.current().getSpanContext();
        return span.isValid() ? span.getTraceId() : null;
    }
}
