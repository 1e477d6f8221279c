package io.slipway.registry.idempotency;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;

/** Takes the fingerprint of a body on its way to its parser; after {@code JsonBodyLimit}, which bounds it. */
@Provider
@Priority(Priorities.USER + 1_000)
public class FingerprintFilter implements ReaderInterceptor {
    private final CurrentBody body;

    FingerprintFilter(CurrentBody body) {
        this.body = body;
    }

    /** Streams are uploads, and have no bytes that come again: see {@link KeyedRequests#ofForm}. */
    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        if (context.getType() != InputStream.class && context.getHeaders().containsKey(IdempotencyKeyRules.HEADER)) {
            byte[] bytes = context.getInputStream().readAllBytes();
            body.is(bytes);
            context.setInputStream(new ByteArrayInputStream(bytes));
        }
        return context.proceed();
    }
}
