package io.slipway.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import static org.awaitility.Awaitility.await;

/**
 * A client for each provider, which publishes one version after another and changes what is installed, and which sends again,
 * with the same {@code Idempotency-Key}, what was not answered or by 500 and above.
 */
final class RollingLoad implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Api api;
    private final Path scratch;
    private final Map<String, List<String>> accepted = new ConcurrentHashMap<>();
    private final AtomicInteger again = new AtomicInteger();
    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> running = new ArrayList<>();
    private volatile boolean stopped;

    RollingLoad(Api api, List<String> providers, Path scratch) {
        this.api = api;
        this.scratch = scratch;
        for (String provider : providers) {
            accepted.put(provider, new CopyOnWriteArrayList<>());
            running.add(clients.submit(() -> {
                run(provider);
                return null;
            }));
        }
    }

    private void run(String provider) throws Exception {
        String installed = "/providers/installed/" + provider;
        for (int minor = 1; !stopped; minor++) {
            String version = "1." + minor + ".0";
            byte[] tarGz = ProviderSource.reachable(version).tarGz(scratch);
            String key = UUID.randomUUID().toString();
            answered(() -> api.publish(provider, version, tarGz, key)).expect(200, 202);
            accepted.get(provider).add(version);
            String config = "{\"config\":{\"GREETING\":\"%d\"}}".formatted(minor);
            answered(() -> api.patch(installed, config)).expect(200, 202);
            awaitPublished(provider, version);
            String upgrade = UUID.randomUUID().toString();
            answered(() -> api.post(installed + "/upgrade", "{}", upgrade)).expect(200, 202);
        }
    }

    private void awaitPublished(String provider, String version) {
        await(provider + "@" + version).atMost(PATIENCE).until(() -> answered(() -> api.version(provider, version))
                .body()
                .path("status")
                .asText()
                .equals("published"));
    }

    private Api.Answer answered(Supplier<Api.Answer> request) {
        Api.Answer[] answer = new Api.Answer[1];
        await("an answer").atMost(PATIENCE).pollInterval(Duration.ofMillis(300)).until(() -> {
            try {
                answer[0] = request.get();
            } catch (UncheckedIOException broken) {
                again.incrementAndGet();
                return false;
            }
            if (answer[0].status() >= 500) {
                again.incrementAndGet();
                return false;
            }
            return true;
        });
        return answer[0];
    }

    /** Of each provider, in their order. */
    Map<String, List<String>> accepted() {
        return accepted;
    }

    /** Requests that were sent again. */
    int again() {
        return again.get();
    }

    /** Lets each client end its round. */
    void stop() throws Exception {
        stopped = true;
        for (Future<?> client : running) {
            client.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Override
    public void close() throws IOException {
        stopped = true;
        clients.shutdownNow();
    }
}
