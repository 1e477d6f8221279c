package io.slipway.registry.provider;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.smallrye.mutiny.Uni;

/** How many searches may keep the database busy at once: the rest of its connections is everybody else's. */
@ApplicationScoped
class SearchSlots {
    private final Semaphore free;

    SearchSlots(ProvidersConfig config) {
        free = new Semaphore(config.searchesAtOnce());
    }

    /** Fails with 503 when all are taken. */
    <T> Uni<T> use(Supplier<Uni<T>> search) {
        return Uni.createFrom()
                .deferred(() -> free.tryAcquire()
                        ? Uni.createFrom().deferred(search::get).onTermination().invoke(free::release)
                        : Uni.createFrom()
                                .failure(ProblemException.of(ErrorCode.UNAVAILABLE, "Too many searches are under way.")
                                        .retryAfter(Duration.ofSeconds(1))));
    }
}
