package io.slipway.registry.problem;

import io.quarkus.vertx.http.runtime.filters.Filters;

/**
 * What comes to a request before its route, highest first ({@link Filters}). Quarkus' own CORS filter has 300: what refuses
 * comes after it, so that a page in a browser may read the refusal, and whatever speaks of every answer comes before.
 */
public final class FilterOrder {
    /** First of all: preflights and their refusals have ids, too. */
    public static final int IDS = 2_000;

    public static final int VARY = 1_900;
    public static final int SHUTDOWN = 290;
    public static final int LIMITS = 280;
    public static final int BODIES = 270;
    public static final int DEADLINES = 260;

    private FilterOrder() {}
}
