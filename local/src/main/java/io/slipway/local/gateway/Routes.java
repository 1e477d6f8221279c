package io.slipway.local.gateway;

import java.util.Optional;

import io.vertx.core.http.HttpServerRequest;

/** What a gateway serves, and where that is. */
public interface Routes {
    /** Where a request belongs; empty when no installation can be there. */
    Optional<Target> target(HttpServerRequest request);

    /** The serving origin, pinned: the caller releases it. Empty when nothing serves. */
    Optional<Origin> acquire(Target target);
}
