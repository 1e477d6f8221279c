package io.slipway.local.gateway;

import java.time.Duration;

/**
 * A provider's process as the gateway sees it: a port of this machine and how many requests it is answering. Taking a
 * request and closing exclude each other, so that none begins on an origin that is about to end.
 */
public final class Origin {
    private final int port;
    private int inFlight;
    private boolean closed;

    public Origin(int port) {
        this.port = port;
    }

    public int port() {
        return port;
    }

    /** Pins the origin for one request; false when it takes no more. */
    public synchronized boolean acquire() {
        if (closed) {
            return false;
        }
        inFlight++;
        return true;
    }

    synchronized void release() {
        inFlight--;
        notifyAll();
    }

    /** Takes no more requests and waits for those that it has; false when the limit came first. */
    public synchronized boolean drain(Duration limit) throws InterruptedException {
        closed = true;
        long end = System.nanoTime() + limit.toNanos();
        for (long left = limit.toMillis(); inFlight > 0 && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
        return inFlight == 0;
    }
}
