package io.slipway.deployer.cluster.kubernetes;

import java.time.Duration;
import java.util.List;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.slipway.deployer.cluster.ClusterException;
import io.slipway.deployer.cluster.RevisionStatus;

/** The last lines of what is not ready, asked for at most once in a while: a look may come every 200 ms. */
final class LastOutput {
    private static final Duration AGE = Duration.ofSeconds(2);
    private static final int PODS = 1_000;

    private final PodLogs logs;
    private final Cache<String, List<String>> kept =
            Caffeine.newBuilder().expireAfterWrite(AGE).maximumSize(PODS).build();

    LastOutput(PodLogs logs) {
        this.logs = logs;
    }

    RevisionStatus added(RevisionStatus status, List<Pod> pods) {
        return new RevisionStatus(
                status.number(),
                status.image(),
                status.phase(),
                status.stalled(),
                status.restarts(),
                status.exitCode(),
                status.startedAt(),
                status.readySince(),
                RevisionObservation.output(
                        kept.get(key(pods.getLast()), _ -> read(pods.getLast())), status.lastOutput()),
                status.drift());
    }

    private static String key(Pod pod) {
        int restarts = pod.getStatus() == null || pod.getStatus().getContainerStatuses() == null
                ? 0
                : pod.getStatus().getContainerStatuses().stream()
                        .mapToInt(ContainerStatus::getRestartCount)
                        .sum();
        return pod.getMetadata().getUid() + "/" + restarts;
    }

    /** What a pod printed is worth telling, and not worth a fault: the kubelet may be away. */
    private List<String> read(Pod pod) {
        try {
            return logs.last(pod);
        } catch (ClusterException _) {
            return List.of();
        }
    }
}
