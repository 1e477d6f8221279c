package io.slipway.e2e.kubernetes;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** How many server-side applies a second this API server takes when somebody does nothing else. */
final class RawApply {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NAMESPACE = "raw-apply";

    private final KubeClient client;
    private final AtomicLong names = new AtomicLong();

    RawApply(KubeClient client) {
        this.client = client;
        ObjectNode namespace = JSON.createObjectNode().put("apiVersion", "v1").put("kind", "Namespace");
        namespace.putObject("metadata").put("name", NAMESPACE);
        client.apply("/api/v1/namespaces/" + NAMESPACE, namespace);
    }

    /** The highest rate of several numbers of threads; each applies new objects of the sample's kind for as long. */
    double highest(String collection, JsonNode sample, Duration each) throws InterruptedException, ExecutionException {
        double highest = 0;
        for (int threads : new int[] {4, 8, 16, 32}) {
            highest = Math.max(highest, rate(collection, sample, threads, each));
        }
        return highest;
    }

    private double rate(String collection, JsonNode sample, int threads, Duration each)
            throws InterruptedException, ExecutionException {
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            long begun = System.nanoTime();
            var counts = IntStream.range(0, threads)
                    .mapToObj(_ -> pool.submit(() -> {
                        long count = 0;
                        for (; System.nanoTime() - begun < each.toNanos(); count++) {
                            apply(collection, sample);
                        }
                        return count;
                    }))
                    .toList();
            long sum = 0;
            for (var count : counts) {
                sum += count.get();
            }
            return sum * 1e9 / (System.nanoTime() - begun);
        }
    }

    private void apply(String collection, JsonNode sample) {
        String name = "raw-" + names.incrementAndGet();
        ObjectNode object = sample.deepCopy();
        ((ObjectNode) object.path("metadata")).put("name", name).put("namespace", NAMESPACE);
        client.apply(collection.formatted(NAMESPACE) + "/" + name, object);
    }

    /** What somebody would apply to have it: without what the server adds. */
    static JsonNode sample(JsonNode live, String apiVersion, String kind) {
        ObjectNode sample = live.deepCopy();
        sample.put("apiVersion", apiVersion).put("kind", kind);
        sample.remove("status");
        JsonNode labels = live.at("/metadata/labels");
        ObjectNode metadata = sample.putObject("metadata");
        // Nobody but this test is to care for them.
        metadata.set("labels", ((ObjectNode) labels.deepCopy()).put("app.kubernetes.io/managed-by", "raw"));
        return sample;
    }
}
