package io.slipway.local.gateway;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which origin serves an installation now. */
public final class RouteTable {
    private final Map<String, Origin> origins = new ConcurrentHashMap<>();

    /** From now on; requests in flight stay where they are. */
    public void set(String installation, Origin origin) {
        origins.put(installation, origin);
    }

    public void clear(String installation) {
        origins.remove(installation);
    }

    /** The serving origin, pinned: the caller releases it. Empty when nothing serves. */
    Optional<Origin> acquire(String installation) {
        Origin before = null;
        for (Origin now = origins.get(installation); now != null && now != before; now = origins.get(installation)) {
            if (now.acquire()) {
                return Optional.of(now);
            }
            before = now; // it closed between the look-up and the pinning: another one has taken over, or none
        }
        return Optional.empty();
    }
}
