package io.slipway.registry.installation;

import java.time.Instant;

/** By whom and when. */
record Change(String actor, Instant at) {}
