package io.slipway.deployer.cluster.kubernetes;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.slipway.deployer.cluster.ClusterException;
import io.slipway.deployer.cluster.LogPage;
import io.slipway.deployer.cluster.LogPage.Line;
import io.slipway.deployer.cluster.LogQuery;

/** What pods have printed, of all containers that the kubelet still keeps the output of, in the order of time. */
final class PodLogs {
    /** What one call may bring of one container. */
    private static final int PAGE_BYTES = 1 << 20;

    private static final int LAST_LINES = 20;

    private final KubernetesClient client;

    PodLogs(KubernetesClient client) {
        this.client = client;
    }

    LogPage page(List<Pod> pods, LogQuery query) {
        LogPosition after = LogPosition.parse(query.after());
        List<Line> items = pods.stream()
                .filter(pod -> query.revision() == null || Marks.revision(pod) == query.revision())
                .flatMap(pod -> lines(pod, after))
                .sorted(Comparator.comparing(line -> LogPosition.parse(line.offset())))
                .limit(query.limit())
                .toList();
        String next = items.isEmpty() ? query.after() : items.getLast().offset();
        return new LogPage(items, next);
    }

    /** The end of what the last container printed, the one that has ended rather than the one that is to come. */
    List<String> last(Pod pod) {
        ContainerStatus container = container(pod);
        if (container == null) {
            return List.of();
        }
        boolean over = container.getState() == null || container.getState().getWaiting() != null;
        boolean previous = over && container.getRestartCount() > 0;
        String output = asked(pod, "&tailLines=%d&previous=%s".formatted(LAST_LINES, previous));
        return output.lines().toList();
    }

    private Stream<Line> lines(Pod pod, LogPosition after) {
        ContainerStatus container = container(pod);
        if (container == null) {
            return Stream.empty();
        }
        List<Line> lines = new ArrayList<>();
        if (container.getRestartCount() > 0) {
            lines.addAll(lines(pod, after, true));
        }
        if (container.getState() != null && container.getState().getWaiting() == null) {
            lines.addAll(lines(pod, after, false));
        }
        return lines.stream();
    }

    /** The kubelet begins at a second, not within it: what of that is before {@code after} is left out here. */
    private List<Line> lines(Pod pod, LogPosition after, boolean previous) {
        List<Line> found = List.of();
        for (int bytes = PAGE_BYTES; found.isEmpty() && bytes <= 8 * PAGE_BYTES; bytes *= 2) {
            String output = output(pod, after, previous, bytes);
            found = parsed(pod, output).stream()
                    .filter(line -> LogPosition.parse(line.offset()).compareTo(after) > 0)
                    .toList();
            if (output.length() < bytes / 2) {
                break;
            }
        }
        return found;
    }

    private String output(Pod pod, LogPosition after, boolean previous, int bytes) {
        String since = after == LogPosition.BEGINNING
                ? ""
                : "&sinceTime=" + after.time().truncatedTo(ChronoUnit.SECONDS);
        return asked(pod, "&timestamps=true&limitBytes=%d&previous=%s%s".formatted(bytes, previous, since));
    }

    private static List<Line> parsed(Pod pod, String output) {
        List<Line> lines = new ArrayList<>();
        LogPosition last = LogPosition.BEGINNING;
        for (String line : output.lines().toList()) {
            int space = line.indexOf(' ');
            Instant time = space < 0 ? null : LogPosition.time(line.substring(0, space));
            if (time == null) {
                continue; // the end of a line that the limit has cut
            }
            last = last.following(time, pod.getMetadata().getName());
            lines.add(new Line(last.toString(), time, Marks.revision(pod), line.substring(space + 1)));
        }
        return lines;
    }

    private static ContainerStatus container(Pod pod) {
        return pod.getStatus() == null || pod.getStatus().getContainerStatuses() == null
                ? null
                : pod.getStatus().getContainerStatuses().stream()
                        .filter(status -> status.getName().equals(PodManifest.CONTAINER))
                        .findFirst()
                        .orElse(null);
    }

    /** By hand: the client's own way waits for readiness, and cannot limit what a container before has printed. */
    private String asked(Pod pod, String query) {
        String path = "/api/v1/namespaces/%s/pods/%s/log?container=%s"
                .formatted(pod.getMetadata().getNamespace(), pod.getMetadata().getName(), PodManifest.CONTAINER);
        try {
            String output = client.raw(path + query);
            return output == null ? "" : output;
        } catch (KubernetesClientException e) {
            if (e.getCode() == 404 || e.getCode() == 400) {
                return ""; // it has gone, or has not begun
            }
            throw new ClusterException("the API server did not give a pod's output: " + e.getMessage(), e);
        }
    }
}
