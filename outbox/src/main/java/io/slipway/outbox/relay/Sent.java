package io.slipway.outbox.relay;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What became of a batch.
 *
 * @param marked rows that may be marked: of each shard those before its first failure. A later one that was acknowledged
 *     is sent again behind the failed one, and consumers skip the double
 * @param failure of the first row that was not acknowledged
 */
record Sent(List<OutboxRow> marked, Optional<Throwable> failure) {

    /** @param failures per row, in the rows' order; rows beyond its end were not tried */
    static Sent of(List<OutboxRow> rows, List<Optional<Throwable>> failures) {
        Set<Integer> broken = new HashSet<>();
        List<OutboxRow> marked = new ArrayList<>();
        Optional<Throwable> first = Optional.empty();
        for (int i = 0; i < failures.size(); i++) {
            if (failures.get(i).isPresent()) {
                broken.add(rows.get(i).shard());
                first = first.isPresent() ? first : failures.get(i);
            } else if (!broken.contains(rows.get(i).shard())) {
                marked.add(rows.get(i));
            }
        }
        return new Sent(marked, first);
    }
}
