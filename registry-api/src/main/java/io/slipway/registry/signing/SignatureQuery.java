package io.slipway.registry.signing;

import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

/** What a signed URL says beside its path; a {@code @BeanParam}. */
public final class SignatureQuery {
    @RestQuery
    @Parameter(description = "Id of the key that signed")
    String key;

    @RestQuery
    @Parameter(description = "Seconds since 1970")
    String expires;

    @RestQuery("max_bytes")
    @Parameter(description = "How many bytes the body may have")
    String maxBytes;

    @RestQuery
    @Parameter(description = "How many bytes the body must have")
    String bytes;

    @RestQuery
    @Parameter(description = "SHA-256 that the body must have")
    String sha256;

    @RestQuery
    @Parameter(description = "HMAC-SHA256 over all of this, the method and the path")
    String signature;

    /** What is no number was signed by nobody. */
    public Signature given() {
        boolean readable = isNumber(expires) && isNumber(maxBytes) && isNumber(bytes);
        return readable
                ? new Signature(key, number(expires), number(maxBytes), number(bytes), sha256, signature)
                : new Signature(null, null, null, null, null, null);
    }

    private static boolean isNumber(String text) {
        return text == null || text.matches("[0-9]{1,15}");
    }

    private static Long number(String text) {
        return text == null ? null : Long.valueOf(text);
    }
}
