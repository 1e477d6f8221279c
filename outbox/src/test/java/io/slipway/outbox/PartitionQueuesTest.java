package io.slipway.outbox;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PartitionQueuesTest {
    private static final TopicPartition ONE = new TopicPartition("t", 1);
    private static final TopicPartition OTHER = new TopicPartition("t", 2);

    private final PartitionQueues queues = new PartitionQueues(3);
    private final List<String> begun = new ArrayList<>();

    @Test
    void keepsTheOrderOfAPartitionAndLetsOthersPass() {
        CompletableFuture<Void> first = add(ONE, "first");
        CompletableFuture<Void> second = add(ONE, "second");
        add(OTHER, "other").complete(null);
        assertThat(begun).containsExactly("first", "other");

        first.complete(null);
        assertThat(begun).containsExactly("first", "other", "second");

        second.complete(null);
        assertThat(queues.size()).isZero();
    }

    @Test
    void goesOnBehindWorkThatFailed() {
        add(ONE, "first").completeExceptionally(new IllegalStateException("broken"));
        queues.add(ONE, () -> {
            throw new IllegalStateException("broken at once");
        });
        add(ONE, "third").complete(null);

        assertThat(begun).containsExactly("first", "third");
        assertThat(queues.size()).isZero();
    }

    @Test
    void holdsBackWhoeverFillsAPartition() {
        List<CompletableFuture<Void>> work = List.of(new CompletableFuture<>(), new CompletableFuture<>());
        work.forEach(one -> assertThat(room(ONE, one)).isDone());

        CompletableFuture<Void> last = new CompletableFuture<>();
        CompletableFuture<Void> room = room(ONE, last);
        assertThat(room).isNotDone();
        assertThat(room(OTHER, new CompletableFuture<>())).isDone();

        work.forEach(one -> one.complete(null));
        assertThat(room).isNotDone();
        last.complete(null);
        assertThat(room).isDone();
    }

    private CompletableFuture<Void> add(TopicPartition partition, String name) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        CompletableFuture<Void> room = queues.add(partition, () -> {
                    begun.add(name);
                    return end;
                })
                .subscribeAsCompletionStage();
        assertThat(room).isDone();
        return end;
    }

    private CompletableFuture<Void> room(TopicPartition partition, CompletableFuture<Void> end) {
        return queues.add(partition, () -> end).subscribeAsCompletionStage();
    }
}
