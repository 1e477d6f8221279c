package io.slipway.registry.paging;

import java.util.List;
import java.util.function.Function;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * A page of a list, in the shape of every public list.
 *
 * @param first id of the first item, for the link to the page before; null when there is none
 */
public record Page<T>(
        List<T> items, Pagination pagination, @JsonIgnore String first) {

    /**
     * @param rows what {@link Keyset#rows} asks for: one more than the page shows, when there are more
     * @param id the column that {@link Keyset} was given
     */
    public static <R, T> Page<T> of(List<R> rows, Keyset keyset, Function<R, String> id, Function<R, T> view) {
        return of(Cut.at(keyset.limit(), rows), keyset, id, view);
    }

    /** An empty page has nothing that one could go on from, so it says of neither side that there is more. */
    public static <R, T> Page<T> of(Cut<R> cut, Keyset keyset, Function<R, String> id, Function<R, T> view) {
        List<R> shown = cut.rows();
        List<R> ordered = keyset.backward() ? shown.reversed() : shown;
        if (shown.isEmpty()) {
            return new Page<>(List.of(), new Pagination(false, false, null), null);
        }
        boolean after = keyset.backward() || cut.more();
        boolean before = keyset.backward() ? cut.more() : keyset.anchor() != null;
        String next = after ? id.apply(ordered.getLast()) : null;
        return new Page<>(
                ordered.stream().map(view).toList(), new Pagination(before, after, next), id.apply(ordered.getFirst()));
    }
}
