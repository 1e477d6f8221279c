package io.slipway.cli.demo;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.slipway.cli.event.EventTail;
import io.slipway.cli.event.SeenEvent;
import org.apache.kafka.common.errors.InterruptException;

/** An independent consumer that listens in a thread of its own while the steps act. */
final class EventWatch implements AutoCloseable {
    private final List<SeenEvent> seen = new CopyOnWriteArrayList<>();
    private final Thread thread;

    private EventWatch(EventTail tail) {
        this.thread = Thread.ofPlatform().daemon().name("events").unstarted(() -> {
            try (tail) {
                tail.follow(seen::add);
            } catch (InterruptException _) {
                // close() ends it so.
            }
        });
    }

    static EventWatch start(EventTail tail) {
        tail.fromNow();
        EventWatch watch = new EventWatch(tail);
        watch.thread.start();
        return watch;
    }

    /** In the order in which they came. */
    List<SeenEvent> seen() {
        return List.copyOf(seen);
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
