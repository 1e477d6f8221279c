package io.slipway.registry.paging;

import org.jspecify.annotations.Nullable;

/** @param nextCursor null on the last page */
public record Pagination(
        boolean hasMoreBefore,
        boolean hasMoreAfter,
        @Nullable String nextCursor) {}
