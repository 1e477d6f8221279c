package io.slipway.deployer.cluster.kubernetes;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.PodCondition;

/**
 * Why the infrastructure does not run a pod: never the provider's fault. What the cluster is silent about counts as a fault once
 * it has been so for a while, or time that a provider never had would be held against it.
 */
final class PodFault {
    static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Set<String> UNPREPARED =
            Set.of("FailedMount", "FailedAttachVolume", "FailedMapVolume", "FailedCreatePodSandBox");
    private static final Map<String, String> REFUSALS = Map.of(
            "CreateContainerConfigError", "the node lacks what its configuration names",
            "CreateContainerError", "the node cannot create its container",
            "PreCreateHookError", "the node cannot create its container");

    private final PodView pod;
    private final List<Event> events;
    private final Instant now;

    private PodFault(PodView pod, List<Event> events, Instant now) {
        this.pod = pod;
        this.events = events;
        this.now = now;
    }

    /** @param events may be of other pods, too, and may be missing */
    static Optional<String> of(PodView pod, Collection<Event> events, Instant now) {
        String uid = pod.pod().getMetadata().getUid();
        List<Event> own = events.stream()
                .filter(event -> event.getInvolvedObject() != null
                        && uid != null
                        && uid.equals(event.getInvolvedObject().getUid()))
                .toList();
        PodFault fault = new PodFault(pod, own, now);
        return fault.givenUp()
                .or(fault::unscheduled)
                .or(fault::nodeLost)
                .or(fault::waits)
                .or(fault::silent);
    }

    private Optional<String> givenUp() {
        if (!pod.ended()) {
            return Optional.empty();
        }
        String message = PodView.text(pod.status().getMessage());
        return Optional.of("the node %s gave its pod up: %s"
                .formatted(pod.node(), (PodView.text(pod.status().getReason()) + " " + message).strip()));
    }

    private Optional<String> unscheduled() {
        return pod.condition("PodScheduled")
                .filter(condition -> "False".equals(condition.getStatus()))
                .map(condition -> "no node takes its pod: %s (%s)"
                        .formatted(
                                PodView.text(condition.getMessage()).replaceAll("\\s*preemption:.*", ""),
                                condition.getReason()));
    }

    /** A kubelet says both of a pod at once; that only the pod is not ready comes from who misses the kubelet. */
    private Optional<String> nodeLost() {
        boolean gates = !pod.spec().getReadinessGates().isEmpty();
        boolean missed =
                pod.is("Ready", "Unknown") || (!gates && pod.is("Ready", "False") && pod.is("ContainersReady", "True"));
        return missed ? Optional.of("the node %s does not answer".formatted(pod.node())) : Optional.empty();
    }

    private Optional<String> waits() {
        return pod.waiting().filter(_ -> !pod.neverStarts()).flatMap(this::waits);
    }

    private Optional<String> waits(ContainerStateWaiting waiting) {
        String reason = PodView.text(waiting.getReason());
        if (PullFailure.REASONS.contains(reason)) {
            return Optional.of(PullFailure.text(pod.image(), waiting, events));
        }
        return Optional.ofNullable(REFUSALS.get(reason))
                .map(refusal -> "%s: %s (%s)".formatted(refusal, PodView.text(waiting.getMessage()), reason));
    }

    private Optional<String> silent() {
        Optional<PodCondition> scheduled = pod.condition("PodScheduled");
        if (scheduled.isEmpty()) {
            return Optional.of("no scheduler looks at its pod")
                    .filter(_ -> longAgo(pod.pod().getMetadata().getCreationTimestamp()));
        }
        if (pod.running()
                || pod.crashed()
                || pod.neverStarts()
                || !longAgo(scheduled.get().getLastTransitionTime())) {
            return Optional.empty();
        }
        return Optional.of(unprepared()
                .orElse("the node %s still fetches its image, or prepares its volumes".formatted(pod.node())));
    }

    private Optional<String> unprepared() {
        return events.stream()
                .filter(event -> UNPREPARED.contains(PodView.text(event.getReason())))
                .reduce((_, last) -> last)
                .map(event -> "the node %s cannot prepare its pod: %s (%s)"
                        .formatted(pod.node(), PodView.text(event.getMessage()), event.getReason()));
    }

    private boolean longAgo(String time) {
        return time != null && Instant.parse(time).plus(PATIENCE).isBefore(now);
    }
}
