package io.slipway.registry.runtime;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Proxies take a stream that is silent for long (often a minute) for dead; a comment now and then keeps it. */
@ApplicationScoped
public class Heartbeats {
    private final Clock clock;
    private final Duration every;

    Heartbeats(
            Clock clock, @ConfigProperty(name = "slipway.log-streams.heartbeat", defaultValue = "15s") Duration every) {
        this.clock = clock;
        this.every = every;
    }

    public Heartbeat begin() {
        return new Heartbeat();
    }

    /** Of one stream. Due at once, so that a reader gets the headers before there is anything to read. */
    public final class Heartbeat {
        private Instant next = Instant.MIN;

        private Heartbeat() {}

        /** @param sends whether the stream sends something else now. @return whether to send a comment */
        public boolean isDue(boolean sends) {
            Instant now = clock.instant();
            boolean due = !sends && !now.isBefore(next);
            if (sends || due) {
                next = now.plus(every);
            }
            return due;
        }
    }
}
