package io.slipway.e2e.kubernetes;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The controllers and the kubelet of Deployments, as small as may be: their pods are there and ready at once, unless the test
 * says otherwise, a Deployment says so after its minReadySeconds, and Endpoints hold the ready pods that a Service selects.
 */
final class PodStandIn implements AutoCloseable {
    private static final String OURS = "?labelSelector=app.kubernetes.io%2Fmanaged-by%3Dslipway";
    private static final String INSTALLATION = "slipway.io/installation";
    private static final String VERSION = "app.kubernetes.io/version";
    private static final int THREADS = 8;

    /** What is known of one installation; also the lock for whoever works on it. */
    private static final class Known {
        final Map<String, JsonNode> deployments = new ConcurrentHashMap<>();
        final AtomicReference<JsonNode> service = new AtomicReference<>();
        /** Pods, by the name of their Deployment. */
        final Map<String, Set<StandInPod>> pods = new ConcurrentHashMap<>();

        /** What was told of each pod, by its uid. */
        final Map<String, PodState> states = new ConcurrentHashMap<>();

        /** Of each Deployment, the status that was written last. */
        final Map<String, JsonNode> told = new ConcurrentHashMap<>();

        final Map<String, Instant> since = new ConcurrentHashMap<>();
        JsonNode endpoints;
    }

    private final KubeClient client;
    private final ScheduledExecutorService workers = Executors.newScheduledThreadPool(THREADS);
    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final Set<String> dirty = ConcurrentHashMap.newKeySet();
    private final AtomicInteger addresses = new AtomicInteger();
    private final AtomicInteger gaps = new AtomicInteger();
    private final Map<String, PodState> states = new ConcurrentHashMap<>();

    PodStandIn(KubeClient client) {
        this.client = client;
        client.watch("/apis/apps/v1/deployments", OURS, this::deployment);
        client.watch("/api/v1/services", OURS, this::service);
    }

    /** How often an installation that had a ready address has lost its last one while its Service was there. */
    int gaps() {
        return gaps.get();
    }

    /** From now on, the pods of that version are so, wherever they run. */
    void make(String version, PodState state) {
        states.put(version, state);
        known.keySet().forEach(this::touch);
    }

    private PodState wanted(JsonNode deployment) {
        String version = deployment.at("/metadata/labels").path(VERSION).asText();
        return states.getOrDefault(version, PodState.ready);
    }

    /** Of pods, status and Endpoints. */
    long writes() {
        return client.writes();
    }

    private void deployment(String type, JsonNode object) {
        Known of = of(object);
        String name = object.at("/metadata/name").asText();
        if (type.equals("DELETED")) {
            of.deployments.remove(name);
        } else {
            of.deployments.put(name, object);
        }
        touch(id(object));
    }

    private void service(String type, JsonNode object) {
        of(object).service.set(type.equals("DELETED") ? null : object);
        touch(id(object));
    }

    private Known of(JsonNode object) {
        return known.computeIfAbsent(id(object), _ -> new Known());
    }

    private static String id(JsonNode object) {
        return object.path("metadata").path("labels").path(INSTALLATION).asText();
    }

    private void touch(String id) {
        if (dirty.add(id)) {
            workers.execute(() -> work(id));
        }
    }

    private void work(String id) {
        dirty.remove(id);
        Known of = known.get(id);
        synchronized (of) {
            try {
                of.deployments.values().forEach(deployment -> scale(id, of, deployment));
                Set.copyOf(of.pods.keySet()).stream()
                        .filter(name -> !of.deployments.containsKey(name))
                        .forEach(name -> {
                            of.pods.remove(name).forEach(pod -> {
                                client.delete(pod.path());
                                of.states.remove(pod.uid());
                            });
                            of.told.remove(name);
                        });
                serve(of);
            } catch (IllegalStateException | java.io.UncheckedIOException e) {
                System.err.println("stand-in: " + id + " is looked at again: " + e.getMessage());
                workers.schedule(() -> touch(id), 200, TimeUnit.MILLISECONDS);
            }
        }
    }

    private void scale(String id, Known of, JsonNode deployment) {
        String name = deployment.at("/metadata/name").asText();
        PodState state = wanted(deployment);
        int wanted =
                state == PodState.refused ? 0 : deployment.at("/spec/replicas").asInt(1);
        Set<StandInPod> pods = of.pods.computeIfAbsent(name, _ -> ConcurrentHashMap.newKeySet());
        if (pods.size() > wanted) {
            // Who is going is no address any more, before it goes.
            Set<StandInPod> going = pods.stream().skip(wanted).collect(Collectors.toSet());
            pods.removeAll(going);
            serve(of);
            going.forEach(pod -> {
                client.delete(pod.path());
                of.states.remove(pod.uid());
            });
        }
        while (pods.size() < wanted) {
            pods.add(StandInPod.make(client, deployment, ordinal(pods), addresses.incrementAndGet()));
            of.since.put(name, Instant.now());
        }
        pods.forEach(pod -> tell(of, pod, state));
        if (!state.serves()) {
            tell(of, deployment, StandInPod.status(deployment, wanted, 0, state == PodState.refused));
            return;
        }
        Duration rest = Duration.between(
                Instant.now(),
                of.since
                        .getOrDefault(name, Instant.EPOCH)
                        .plusSeconds(deployment.at("/spec/minReadySeconds").asLong()));
        if (!rest.isPositive()) {
            tell(of, deployment, StandInPod.status(deployment, wanted, wanted, false));
            return;
        }
        tell(of, deployment, StandInPod.status(deployment, wanted, 0, false));
        workers.schedule(() -> touch(id), rest.toMillis() + 1, TimeUnit.MILLISECONDS);
    }

    private static int ordinal(Set<StandInPod> pods) {
        return IntStream.range(0, pods.size() + 1)
                .filter(i -> pods.stream().noneMatch(pod -> pod.name().endsWith("-" + i)))
                .findFirst()
                .orElseThrow();
    }

    private void tell(Known of, StandInPod pod, PodState state) {
        if (state != of.states.get(pod.uid())) {
            pod.tell(client, state);
            of.states.put(pod.uid(), state);
        }
    }

    private void tell(Known of, JsonNode deployment, JsonNode status) {
        String name = deployment.at("/metadata/name").asText();
        if (!status.equals(of.told.get(name))) {
            client.merge(
                    "/apis/apps/v1/namespaces/%s/deployments/%s/status"
                            .formatted(deployment.at("/metadata/namespace").asText(), name),
                    status);
            of.told.put(name, status);
        }
    }

    private void serve(Known of) {
        JsonNode service = of.service.get();
        if (service == null) {
            if (of.endpoints != null) {
                client.delete(StandInEndpoints.path(of.endpoints));
                of.endpoints = null;
            }
            return;
        }
        JsonNode wanted = StandInEndpoints.of(
                service,
                of.pods.values().stream()
                        .flatMap(Set::stream)
                        .filter(pod -> of.states
                                .getOrDefault(pod.uid(), PodState.starting)
                                .serves())
                        .toList());
        if (wanted.equals(of.endpoints)) {
            return;
        }
        if (StandInEndpoints.serves(of.endpoints) && !StandInEndpoints.serves(wanted)) {
            gaps.incrementAndGet();
        }
        client.apply(StandInEndpoints.path(wanted), wanted);
        of.endpoints = wanted;
    }

    @Override
    public void close() {
        client.close();
        workers.shutdownNow();
    }
}
