package io.slipway.registry.paging;

import java.util.List;

/**
 * The rows of one page, in the order of the query.
 *
 * @param more whether there are rows behind them
 */
public record Cut<R>(List<R> rows, boolean more) {

    /** @param rows one more than {@code limit} when there are more */
    static <R> Cut<R> at(int limit, List<R> rows) {
        return rows.size() > limit ? new Cut<>(rows.subList(0, limit), true) : new Cut<>(rows, false);
    }
}
