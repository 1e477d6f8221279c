package io.slipway.registry.idempotency;

import jakarta.enterprise.context.RequestScoped;

/** The body of the request at hand, as far as it matters here. */
@RequestScoped
class CurrentBody {
    private String fingerprint = "";

    /** Empty when there was no body, or nobody has read it. */
    String fingerprint() {
        return fingerprint;
    }

    void is(byte[] bytes) {
        fingerprint = Fingerprints.of(bytes);
    }
}
