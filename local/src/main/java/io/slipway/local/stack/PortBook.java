package io.slipway.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;

import com.fasterxml.jackson.core.type.TypeReference;
import io.slipway.embedded.FreePort;
import io.slipway.local.node.process.Ports;

/** The ports that the stack has chosen, kept in the data directory so that URLs stay the same. */
final class PortBook {
    /** Below the providers' ports, which a provider of another stack could have while this one is down. */
    private static final int LOWEST = 20_000;

    private static final int HIGHEST = Ports.FIRST;
    private static final int TRIES = 1_000;

    /** The port that {@code --port} is for. */
    static final String API = "api";

    private final Path file;
    private final Map<String, Integer> ports;
    private final IntPredicate free;
    private final Random random;

    private PortBook(Path file, Map<String, Integer> ports, IntPredicate free, Random random) {
        this.file = file;
        this.ports = ports;
        this.free = free;
        this.random = random;
    }

    static PortBook open(Path file) throws IOException {
        return open(file, FreePort::isFree, new Random());
    }

    static PortBook open(Path file, IntPredicate free, Random random) throws IOException {
        Map<String, Integer> kept =
                Files.exists(file) ? PrivateFiles.readJson(file, new TypeReference<>() {}) : Map.of();
        return new PortBook(file, new TreeMap<>(kept), free, random);
    }

    /** A port that clients remember: the given one, else the kept one, else a new one. Taken by others = failure. */
    int lasting(String name, int given) {
        int port = given > 0 ? given : ports.getOrDefault(name, 0);
        if (port == 0) {
            return choose(name);
        }
        if (!free.test(port)) {
            throw taken("port " + port + " (" + name + ") of 127.0.0.1 is taken by another process: end it, "
                    + (name.equals(API) ? "or give another --port" : "or delete its line from " + file));
        }
        ports.forEach((other, kept) -> {
            if (kept == port && !other.equals(name)) {
                throw taken("port " + port + " is what the stack keeps for " + other + ": give another --port");
            }
        });
        ports.put(name, port);
        return port;
    }

    /** A port that only the stack itself uses: the kept one while it is free, else another. */
    int any(String name) {
        var kept = ports.get(name);
        return kept != null && free.test(kept) ? kept : choose(name);
    }

    private static StackFailure taken(String message) {
        return new StackFailure(StackFailure.Kind.PORT_TAKEN, message);
    }

    /** All that it holds, whoever listens there now. */
    Set<Integer> all() {
        return Set.copyOf(ports.values());
    }

    private int choose(String name) {
        for (int i = 0; i < TRIES; i++) {
            int port = random.nextInt(LOWEST, HIGHEST);
            if (!ports.containsValue(port) && free.test(port)) {
                ports.put(name, port);
                return port;
            }
        }
        throw new StackFailure("no free port between " + LOWEST + " and " + HIGHEST + " on 127.0.0.1");
    }

    void save() throws IOException {
        PrivateFiles.writeJson(file, ports);
    }
}
