package io.slipway.local.node;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Several clients that ask one URL some hundred times a second, GET and POST in turn, and remember what failed. */
final class Load implements AutoCloseable {
    private static final int CLIENTS = 8;
    private static final long PACE_NANOS = 10_000_000;

    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicInteger requests = new AtomicInteger();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Set<String> bodies = ConcurrentHashMap.newKeySet();
    private final long start = System.nanoTime();
    private volatile boolean running = true;
    private List<Thread> clients = List.of();

    record Result(int requests, long perSecond, Set<String> bodies, List<String> failures) {}

    static Load on(URI url) {
        Load load = new Load();
        load.clients = IntStream.range(0, CLIENTS)
                .mapToObj(_ -> Thread.ofVirtual().start(() -> load.run(url)))
                .toList();
        return load;
    }

    Result finish() throws InterruptedException {
        running = false;
        for (Thread client : clients) {
            client.join();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Result(requests.get(), Math.round(requests.get() / seconds), bodies, List.copyOf(failures));
    }

    @Override
    public void close() throws InterruptedException {
        finish();
        http.close();
    }

    private void run(URI url) {
        while (running) {
            LockSupport.parkNanos(PACE_NANOS); // the machine's cores are for the revisions that start meanwhile
            boolean post = requests.incrementAndGet() % 4 == 0;
            HttpRequest request = HttpRequest.newBuilder(url)
                    .method(post ? "POST" : "GET", HttpRequest.BodyPublishers.noBody())
                    .build();
            try {
                HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
                if (response.statusCode() == 200) {
                    bodies.add(response.body());
                } else {
                    failures.add(response.statusCode() + " " + response.body());
                }
            } catch (IOException | InterruptedException e) {
                failures.add(e.toString());
            }
        }
    }
}
