package io.slipway.registry.problem;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;

/** Counts bodies that did not declare their length, so that one that is too large is answered with a problem. */
@Provider
public class JsonBodyLimit implements ReaderInterceptor {

    /** Streams are uploads: their readers count for themselves. */
    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        if (context.getType() != InputStream.class) {
            context.setInputStream(new ByteArrayInputStream(whole(context.getInputStream())));
        }
        return context.proceed();
    }

    private static byte[] whole(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(BodyLimits.JSON_BYTES + 1);
        if (bytes.length > BodyLimits.JSON_BYTES) {
            throw ProblemException.complete(ErrorCode.TOO_LARGE, ErrorCode.TOO_LARGE.advice(), java.util.List.of());
        }
        return bytes;
    }
}
