package io.slipway.registry.idempotency;

import java.nio.ByteBuffer;

/**
 * A request with an {@code Idempotency-Key}.
 *
 * @param organization of the caller; keys of different callers have nothing to do with each other
 * @param actor the caller, as {@code user:usr_…} or {@code token:tok_…}
 * @param fingerprint HMAC-SHA-256, in hex, of what is asked for: method, target and body; nobody without the key can try
 *     out which secret the body held
 */
public record KeyedRequest(String organization, String actor, String key, String fingerprint) {

    /** Of the lock under which a request with this key is answered. That two keys share one is as good as impossible. */
    public long lock() {
        byte[] digest = Fingerprints.sha256("idempotency", organization, actor, key);
        return ByteBuffer.wrap(digest).getLong();
    }

    KeptAnswer.Id id() {
        return new KeptAnswer.Id(organization, actor, key);
    }
}
