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
        boolean overflow = rows.size() > keyset.limit();
        List<R> shown = overflow ? rows.subList(0, keyset.limit()) : rows;
        List<R> ordered = keyset.backward() ? shown.reversed() : shown;
        boolean after = keyset.backward() || overflow;
        boolean before = keyset.backward() ? overflow : keyset.anchor() != null;
        String next = after && !ordered.isEmpty() ? id.apply(ordered.getLast()) : null;
        String first = ordered.isEmpty() ? null : id.apply(ordered.getFirst());
        return new Page<>(ordered.stream().map(view).toList(), new Pagination(before, after, next), first);
    }
}
