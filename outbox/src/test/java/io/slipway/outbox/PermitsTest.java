package io.slipway.outbox;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PermitsTest {
    private final Permits permits = new Permits(2);
    private final List<String> begun = new ArrayList<>();

    @Test
    void letsTwoRunAndTheOthersInTheirOrderWhenOneHasEnded() {
        CompletableFuture<Void> a = start("a");
        CompletableFuture<Void> b = start("b");
        CompletableFuture<Void> c = start("c");
        start("d");
        assertThat(begun).containsExactly("a", "b");

        b.completeExceptionally(new IllegalStateException("broken"));
        assertThat(begun).containsExactly("a", "b", "c");

        a.complete(null);
        c.complete(null);
        assertThat(begun).containsExactly("a", "b", "c", "d");
        start("e");
        start("f");
        assertThat(begun).endsWith("d", "e");
    }

    private CompletableFuture<Void> start(String name) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        permits.with(Uni.createFrom().completionStage(() -> {
                    begun.add(name);
                    return end;
                }))
                .subscribe()
                .with(done -> {}, failure -> {});
        return end;
    }
}
