package io.slipway.outbox.relay;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Which of the 64 shards a key belongs to. Stored with rows: the function and the number never change. */
public final class Shards {
    public static final int COUNT = 64;

    private Shards() {}

    public static int of(String key) {
        CRC32 hash = new CRC32();
        hash.update(key.getBytes(StandardCharsets.UTF_8));
        return (int) (hash.getValue() % COUNT);
    }

    /** How many of them each of so many relays may hold: rounded up, so that none is left over. */
    static int fairShare(int relays) {
        return Math.ceilDiv(COUNT, Math.max(1, relays));
    }
}
