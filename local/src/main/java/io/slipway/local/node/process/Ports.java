package io.slipway.local.node.process;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * Ports for providers: below those that systems hand out to outgoing connections (32768–60999 on Linux), so that nobody
 * takes one meanwhile, and above those that a stack chooses for itself and expects to be free at its next start.
 */
public final class Ports {
    public static final int FIRST = 24_000;

    private static final int LAST = 32_000;
    private static final int TRIES = 1_000;

    private final Set<Integer> taken = ConcurrentHashMap.newKeySet();
    private final RandomGenerator random = RandomGenerator.getDefault();

    /** @param reserved never given to a provider, also while nobody listens there */
    public Ports(Set<Integer> reserved) {
        taken.addAll(reserved);
    }

    /** @throws IOException when no port is free */
    public int take() throws IOException {
        for (int i = 0; i < TRIES; i++) {
            int port = random.nextInt(FIRST, LAST);
            if (taken.add(port)) {
                if (free(port)) {
                    return port;
                }
                taken.remove(port);
            }
        }
        throw new IOException("no free port between " + FIRST + " and " + LAST);
    }

    public void keep(int port) {
        taken.add(port);
    }

    public void release(int port) {
        taken.remove(port);
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
