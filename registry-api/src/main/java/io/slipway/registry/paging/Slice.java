package io.slipway.registry.paging;

import java.util.List;
import java.util.function.Function;

/**
 * A page of an internal route, by ascending id.
 *
 * @param next what to ask for as {@code after}; null at the end
 */
public record Slice<T>(List<T> items, String next) {
    public static final int MAX_LIMIT = 500;

    /** @param rows at most {@code limit}; as many as that mean that there may be more */
    public static <R, T> Slice<T> of(List<R> rows, int limit, Function<R, String> id, Function<R, T> view) {
        String next = rows.size() < limit ? null : id.apply(rows.getLast());
        return new Slice<>(rows.stream().map(view).toList(), next);
    }

    public static <R, T> Slice<T> of(Cut<R> cut, Function<R, String> id, Function<R, T> view) {
        String next = cut.more() ? id.apply(cut.rows().getLast()) : null;
        return new Slice<>(cut.rows().stream().map(view).toList(), next);
    }

    /** @param limit null for the most. @throws io.slipway.registry.problem.ProblemException 422 outside of 1–500 */
    public static int limit(String limit) {
        return Numbers.limit(limit, MAX_LIMIT, MAX_LIMIT);
    }
}
