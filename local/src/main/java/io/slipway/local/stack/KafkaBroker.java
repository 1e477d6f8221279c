package io.slipway.local.stack;

import io.slipway.embedded.EmbeddedKafka;
import io.slipway.embedded.KafkaOptions;

/** The stack's broker, which can be stopped and started while everything else runs: for drills. */
public final class KafkaBroker implements AutoCloseable {
    private final KafkaOptions options;
    private EmbeddedKafka running;

    KafkaBroker(KafkaOptions options) {
        this.options = options;
    }

    /** Returns when it is ready; nothing happens when it runs. */
    public synchronized void start() {
        if (running == null) {
            running = EmbeddedKafka.start(options);
        }
    }

    /** Returns when its files are closed; nothing happens when it does not run. */
    public synchronized void stop() {
        if (running != null) {
            running.close();
            running = null;
        }
    }

    @Override
    public void close() {
        stop();
    }
}
