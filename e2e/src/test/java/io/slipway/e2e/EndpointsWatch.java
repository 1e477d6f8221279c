package io.slipway.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.testing.KubernetesUnderTest;

/**
 * A Service's Endpoints, every state of them as the API server tells it, and what their ready addresses answer when they are
 * asked from the node: about 20 requests a second. Without kube-proxy that is as near to a client in the cluster as one gets.
 */
final class EndpointsWatch implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final Process watch;
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final AtomicInteger states = new AtomicInteger();
    private final AtomicInteger answers = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();
    private volatile List<String> ready = List.of();
    private volatile boolean stopped;

    EndpointsWatch(KubernetesUnderTest kubernetes, String namespace, String service) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        "kubectl", "get", "endpoints", service, "-n", namespace, "--watch", "-o", "json")
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("KUBECONFIG", kubernetes.kubeconfig());
        watch = builder.start();
        threads.add(Thread.ofVirtual().start(this::read));
        threads.add(Thread.ofVirtual().start(this::ask));
    }

    private void read() {
        try (var events = new ObjectMapper().readerFor(JsonNode.class).<JsonNode>readValues(watch.getInputStream())) {
            while (events.hasNext()) {
                take(events.next());
            }
        } catch (JsonProcessingException e) {
            faults.add("no state of the Endpoints: " + e);
        } catch (IOException | RuntimeException e) {
            if (!stopped) {
                faults.add("the watch broke: " + e);
            }
        }
        if (!stopped) {
            faults.add("the watch ended");
        }
    }

    private void take(JsonNode endpoints) {
        List<String> addresses = new ArrayList<>();
        for (JsonNode subset : endpoints.path("subsets")) {
            int port = subset.path("ports").path(0).path("port").asInt();
            subset.path("addresses")
                    .forEach(address -> addresses.add(address.path("ip").asText() + ":" + port));
        }
        states.incrementAndGet();
        seen.addAll(addresses);
        if (addresses.isEmpty() && !stopped) {
            faults.add(Instant.now() + " no ready address: " + endpoints.path("subsets"));
        }
        ready = List.copyOf(addresses);
    }

    private void ask() {
        while (!stopped) {
            ready.forEach(this::ask);
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private void ask(String address) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + "/"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            int status = http.send(request, BodyHandlers.ofString()).statusCode();
            answers.incrementAndGet();
            if (status != 200) {
                faults.add(Instant.now() + " " + address + " answers " + status);
            }
        } catch (IOException e) {
            faults.add(Instant.now() + " " + address + ": " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Each moment without a ready address, and each ready address that did not serve. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    /** Every address that was ready once. */
    Set<String> addresses() {
        return Set.copyOf(seen);
    }

    int states() {
        return states.get();
    }

    int answers() {
        return answers.get();
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        watch.destroy();
        for (Thread thread : threads) {
            thread.join();
        }
        http.close();
    }
}
