package io.slipway.secret;

/**
 * An encrypted value, as it is stored.
 *
 * @param keyId by which key
 * @param nonce 12 bytes, another one each time
 * @param ciphertext as long as the value, and 16 bytes that show that nobody has changed it
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Sealed(String keyId, byte[] nonce, byte[] ciphertext) {
    @Override
    public String toString() {
        return "Sealed[" + keyId + "]";
    }
}
