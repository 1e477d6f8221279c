package io.slipway.local.stack;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import io.slipway.embedded.EmbeddedKafka;
import io.slipway.embedded.KafkaOptions;
import io.slipway.local.stack.child.Child;

/** The stack's broker, which can be stopped and started while everything else runs: for drills, and when its disk failed. */
public final class KafkaBroker {
    private final KafkaOptions options;
    private final AtomicReference<CompletableFuture<String>> end = new AtomicReference<>(new CompletableFuture<>());
    private EmbeddedKafka running;
    private volatile boolean failed;

    KafkaBroker(KafkaOptions options) {
        this.options = options;
    }

    /** Returns when it is ready; nothing happens when it runs. */
    public synchronized void start() {
        if (running == null) {
            failed = false;
            running = EmbeddedKafka.start(options);
        }
    }

    /** Returns when its files are closed; nothing happens when it does not run. */
    public synchronized void stop() {
        if (running != null) {
            close(running);
            running = null;
        }
    }

    private void close(EmbeddedKafka broker) {
        if (failed) {
            broker.abandon();
        } else {
            broker.close();
        }
    }

    /** Its disk failed, and it is of no use any more. Called by its own threads, which {@link #stop} waits for. */
    void failed() {
        failed = true;
        end.get().complete("its disk failed");
    }

    Child startAnew() {
        stop();
        var next = new CompletableFuture<String>();
        end.set(next);
        start();
        return new Running(next);
    }

    private final class Running implements Child {
        private final CompletableFuture<String> end;

        Running(CompletableFuture<String> end) {
            this.end = end;
        }

        @Override
        public long pid() {
            return ProcessHandle.current().pid();
        }

        @Override
        public CompletableFuture<String> onExit() {
            return end;
        }

        @Override
        public void awaitReady() {
            // EmbeddedKafka.start has waited.
        }

        @Override
        public void stop() {
            KafkaBroker.this.stop();
        }
    }
}
