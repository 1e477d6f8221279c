package io.slipway.outbox.relay;

import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.context.ApplicationScoped;

/** Tells the relay of this process that rows are about to commit. Only a hint: the relay also polls. */
@ApplicationScoped
public class WakeUp {
    private final AtomicReference<Runnable> listener = new AtomicReference<>(() -> {});

    public void soon() {
        listener.get().run();
    }

    void listen(Runnable relay) {
        listener.set(relay);
    }
}
