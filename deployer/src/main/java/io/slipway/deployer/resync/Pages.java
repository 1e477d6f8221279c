package io.slipway.deployer.resync;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** A list in pages, however many: one is fetched when the one before is done with and forgotten. */
final class Pages {
    private Pages() {}

    /**
     * All of them.
     *
     * @param fetch by the page before's {@code next}; null for the first one
     * @param next null of the last page
     * @param patience how long one may take to come; a client's own timeouts end with the headers
     */
    static <P> Multi<P> of(Function<String, Uni<P>> fetch, Function<P, String> next, Duration patience) {
        AtomicReference<String> position = new AtomicReference<>();
        return Multi.createBy()
                .repeating()
                .uni(() ->
                        fetch.apply(position.get()).ifNoItem().after(patience).fail())
                .whilst(page -> {
                    position.set(next.apply(page));
                    return position.get() != null;
                });
    }
}
