package io.slipway.secret;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Where a sealed value is kept. It opens there and nowhere else: whoever may write to the database cannot have one tenant's
 * value given out as another's.
 *
 * @param table or another word for the kind of place
 * @param row its key, of more than one column with a separator that stands in none of them
 * @param name of the value in that row
 */
public record Place(String table, String row, String name) {
    public Place {
        Objects.requireNonNull(table);
        Objects.requireNonNull(row);
        Objects.requireNonNull(name);
    }

    /** Each part with its length before it: what moves from one part to the next makes another place. */
    byte[] bytes(String keyId) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String part : new String[] {"slipway-secret-1", table, row, name, keyId}) {
            byte[] encoded = part.getBytes(StandardCharsets.UTF_8);
            bytes.writeBytes(
                    ByteBuffer.allocate(Integer.BYTES).putInt(encoded.length).array());
            bytes.writeBytes(encoded);
        }
        return bytes.toByteArray();
    }
}
