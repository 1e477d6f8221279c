package io.slipway.local.gateway;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.vertx.core.http.HttpServerRequest;

/** Which origin serves an installation now. */
public final class RouteTable implements Routes {
    private final Map<String, Origin> origins = new ConcurrentHashMap<>();

    /** From now on; requests in flight stay where they are. */
    public void set(String installation, Origin origin) {
        origins.put(installation, origin);
    }

    public void clear(String installation) {
        origins.remove(installation);
    }

    @Override
    public Optional<Target> target(HttpServerRequest request) {
        return Target.parse(request.uri());
    }

    @Override
    public Optional<Origin> acquire(Target target) {
        String installation = target.installation();
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
