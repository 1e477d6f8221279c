package io.slipway.registry.outgoing;

import java.util.Optional;
import java.util.Set;

import io.smallrye.config.ConfigMapping;

/** Of requests to addresses that users name. */
@ConfigMapping(prefix = "slipway.outbound")
public interface OutgoingConfig {
    /** {@code host:port} of servers that may be asked by http, too, and may have addresses that are not public. */
    Optional<Set<String>> allowed();
}
