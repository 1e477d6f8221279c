package io.slipway.outbox;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import io.smallrye.mutiny.Uni;
import org.apache.kafka.common.TopicPartition;

/** Does the work of each partition in its order, and that of different partitions side by side. */
final class PartitionQueues {
    private final int room;
    private final Map<TopicPartition, Queue> queues = new HashMap<>();

    /** @param room how many pieces of work of one partition may be here */
    PartitionQueues(int room) {
        this.room = room;
    }

    private static final class Queue {
        private CompletableFuture<Void> tail = CompletableFuture.completedFuture(null);
        private int size;
    }

    /**
     * @param work starts when all work of its partition that came before has ended, well or not
     * @return completes when more may come: at once, or with this work's end when there is no room behind it
     */
    synchronized Uni<Void> add(TopicPartition partition, Supplier<CompletionStage<Void>> work) {
        Queue queue = queues.computeIfAbsent(partition, _ -> new Queue());
        queue.size++;
        queue.tail = queue.tail.thenCompose(_ -> work.get()).handle((_, _) -> ended(partition, queue));
        return queue.size < room
                ? Uni.createFrom().voidItem()
                : Uni.createFrom().completionStage(queue.tail);
    }

    /** Of all partitions together. */
    synchronized int size() {
        return queues.values().stream().mapToInt(queue -> queue.size).sum();
    }

    private synchronized Void ended(TopicPartition partition, Queue queue) {
        queue.size--;
        if (queue.size == 0) {
            queues.remove(partition);
        }
        return null;
    }
}
