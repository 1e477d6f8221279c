package io.slipway.outbox;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import org.jboss.logging.Logger;

/** What became of records, and which ones are being tried again. */
@ApplicationScoped
class InboxStatus {
    private static final Logger LOG = Logger.getLogger(Inbox.class);

    private final MeterRegistry meters;
    private final Map<String, String> retried = new ConcurrentHashMap<>();

    InboxStatus(MeterRegistry meters) {
        this.meters = meters;
    }

    enum Result {
        processed,
        skipped,
        stored,
        dead_letter
    }

    /** Place of a record → why it failed last. */
    Map<String, String> retried() {
        return Map.copyOf(retried);
    }

    void failed(RawRecord raw, Throwable failure) {
        if (retried.put(raw.place(), failure.toString()) == null) {
            LOG.warnf("%s waits and is tried again: %s", raw.place(), failure);
        }
    }

    void buried(RawRecord raw, Throwable failure) {
        LOG.errorf(
                failure,
                "%s of type %s is a dead letter",
                raw.place(),
                raw.headers().get("ce_type"));
    }

    void done(String consumer, RawRecord raw, Result result) {
        if (retried.remove(raw.place()) != null) {
            LOG.infof("%s is done after all: %s", raw.place(), result);
        }
        meters.counter("slipway.inbox.records", "consumer", consumer, "topic", raw.topic(), "result", result.name())
                .increment();
    }
}
