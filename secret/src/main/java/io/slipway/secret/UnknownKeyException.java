package io.slipway.secret;

/** Something was sealed by a key that is not configured here. It is not lost: it opens when the key is back. */
public final class UnknownKeyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String keyId;

    UnknownKeyException(String keyId) {
        super("a secret is sealed by the key " + keyId + ", which is not configured: add it to the keys again");
        this.keyId = keyId;
    }

    public String keyId() {
        return keyId;
    }
}
