package io.slipway.outbox;

import java.util.ArrayDeque;
import java.util.Queue;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;

/** Lets at most so many pieces of work run at once; the others wait, without a thread, in the order in which they came. */
final class Permits {
    private final Queue<UniEmitter<? super Void>> waiting = new ArrayDeque<>();
    private int free;

    Permits(int count) {
        this.free = count;
    }

    /** Work that waited begins on the thread of whoever made room for it. */
    <T> Uni<T> with(Uni<T> work) {
        return Uni.createFrom().<Void>emitter(this::take).chain(() -> work.onTermination()
                .invoke(this::giveBack));
    }

    private void take(UniEmitter<? super Void> one) {
        synchronized (this) {
            if (free == 0) {
                waiting.add(one);
                return;
            }
            free--;
        }
        one.complete(null);
    }

    private void giveBack() {
        UniEmitter<? super Void> next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                free++;
                return;
            }
        }
        next.complete(null);
    }
}
