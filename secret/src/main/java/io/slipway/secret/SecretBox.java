package io.slipway.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.SecureRandom;
import java.util.List;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Seals values for where they are kept: AES-256-GCM (NIST SP 800-38D) with a random nonce of 96 bits. A key may seal 2^32
 * values (section 8.3); each change of a secret seals one.
 */
public final class SecretBox {
    private static final String ALGORITHM = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeys keys;
    private final SecureRandom random = new SecureRandom();

    public SecretBox(SecretKeys keys) {
        this.keys = keys;
    }

    /** The id of the key that seals. */
    public String currentKey() {
        return keys.current();
    }

    /** The ids of the keys that only open: what they have sealed can be sealed again. */
    public List<String> otherKeys() {
        return keys.others();
    }

    /** By the current key. */
    public Sealed seal(Place place, String value) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        String id = keys.current();
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, keys.key(id), nonce);
            cipher.updateAAD(place.bytes(id));
            return new Sealed(id, nonce, cipher.doFinal(value.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot do " + ALGORITHM, e);
        }
    }

    /**
     * The value.
     *
     * @throws UnknownKeyException when its key is not configured
     * @throws UnopenedException when it is not what was sealed for this place
     */
    public String open(Place place, Sealed sealed) {
        Key key = keys.key(sealed.keyId());
        if (sealed.nonce().length != NONCE_BYTES || sealed.ciphertext().length < TAG_BITS / Byte.SIZE) {
            throw new UnopenedException(place, sealed.keyId());
        }
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, sealed.nonce());
            cipher.updateAAD(place.bytes(sealed.keyId()));
            return new String(cipher.doFinal(sealed.ciphertext()), StandardCharsets.UTF_8);
        } catch (AEADBadTagException _) {
            throw new UnopenedException(place, sealed.keyId());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot do " + ALGORITHM, e);
        }
    }

    /** The same value by the current key; what was sealed by it already is left as it is. */
    public Sealed reseal(Place place, Sealed sealed) {
        return sealed.keyId().equals(keys.current()) ? sealed : seal(place, open(place, sealed));
    }

    /** A cipher is for one use and one thread. */
    private static Cipher cipher(int mode, Key key, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(ALGORITHM);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }
}
