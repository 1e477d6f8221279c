package io.slipway.deployer.cluster.kubernetes;

import java.time.Duration;
import java.util.List;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;

/** What kubelet and scheduler say of a pod that has something in its way; asked for at most once in a while. */
final class PodEvents {
    private static final Duration AGE = Duration.ofSeconds(2);
    private static final int PODS = 1_000;
    private static final long EVENTS = 50;

    private final KubernetesClient client;
    private final Cache<String, List<Event>> kept =
            Caffeine.newBuilder().expireAfterWrite(AGE).maximumSize(PODS).build();

    PodEvents(KubernetesClient client) {
        this.client = client;
    }

    List<Event> of(List<Pod> pods) {
        return pods.stream()
                .flatMap(pod -> kept.get(pod.getMetadata().getUid(), uid -> read(pod, uid)).stream())
                .toList();
    }

    /** Events explain; without them the pod's own words have to do. */
    private List<Event> read(Pod pod, String uid) {
        try {
            return client.v1()
                    .events()
                    .inNamespace(pod.getMetadata().getNamespace())
                    .withField("involvedObject.uid", uid)
                    .list(new ListOptionsBuilder().withLimit(EVENTS).build())
                    .getItems();
        } catch (KubernetesClientException _) {
            return List.of();
        }
    }
}
