package io.slipway.registry.paging;

/** @param nextCursor null on the last page */
public record Pagination(boolean hasMoreBefore, boolean hasMoreAfter, String nextCursor) {}
