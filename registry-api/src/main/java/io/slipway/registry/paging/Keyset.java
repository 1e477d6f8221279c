package io.slipway.registry.paging;

/**
 * Where a page begins and how long it is. Lists are ordered by id, that is, by creation, and stay stable while rows are
 * added.
 *
 * @param anchor exclusive id, null for the first page
 * @param backward whether the page ends before the anchor rather than beginning after it
 */
public record Keyset(int limit, String anchor, boolean backward, boolean descending) {

    /** For {@code ORDER BY}. @param column an id, trusted text */
    public String orderBy(String column) {
        return " order by " + column + (descending != backward ? " desc" : " asc");
    }

    /** For {@code WHERE}, beginning with {@code and}; it has the parameter {@code anchor}, see {@link #parameter}. */
    public String condition(String column) {
        return " and (:anchor is null or " + column + (descending != backward ? " < " : " > ") + ":anchor)";
    }

    public String parameter() {
        return anchor;
    }

    /** How many rows to fetch: one more than shown, to know whether more follow. */
    public int rows() {
        return limit + 1;
    }
}
