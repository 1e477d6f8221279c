package io.slipway.deployer.cluster.kubernetes;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;

/** A pod as it is read, whatever it lacks yet: its provider's container only. */
record PodView(Pod pod) {

    boolean leaving() {
        return pod.getMetadata().getDeletionTimestamp() != null;
    }

    /** The kubelet ends pods for want of something; a container that ends leaves its pod running. */
    boolean ended() {
        return "Failed".equals(status().getPhase())
                || "Succeeded".equals(status().getPhase())
                || "NodeLost".equals(status().getReason());
    }

    PodStatus status() {
        return Optional.ofNullable(pod.getStatus()).orElseGet(PodStatus::new);
    }

    PodSpec spec() {
        return Optional.ofNullable(pod.getSpec()).orElseGet(PodSpec::new);
    }

    String node() {
        return text(spec().getNodeName()).isEmpty() ? "(none)" : spec().getNodeName();
    }

    String image() {
        return spec().getContainers().stream()
                .filter(container -> PodManifest.CONTAINER.equals(container.getName()))
                .findFirst()
                .map(Container::getImage)
                .orElse("(none)");
    }

    Optional<PodCondition> condition(String type) {
        return Stream.ofNullable(status().getConditions())
                .flatMap(List::stream)
                .filter(condition -> type.equals(condition.getType()))
                .findFirst();
    }

    boolean is(String type, String value) {
        return condition(type)
                .filter(condition -> value.equals(condition.getStatus()))
                .isPresent();
    }

    Optional<ContainerStatus> container() {
        return Stream.ofNullable(status().getContainerStatuses())
                .flatMap(List::stream)
                .filter(container -> PodManifest.CONTAINER.equals(container.getName()))
                .findFirst();
    }

    Optional<ContainerStateWaiting> waiting() {
        return container().map(ContainerStatus::getState).map(ContainerState::getWaiting);
    }

    /** How its process ended last, also when it runs again. */
    Optional<ContainerStateTerminated> terminated() {
        return container()
                .map(ContainerStatus::getState)
                .map(ContainerState::getTerminated)
                .or(() -> container().map(ContainerStatus::getLastState).map(ContainerState::getTerminated));
    }

    boolean running() {
        return container()
                .map(ContainerStatus::getState)
                .map(ContainerState::getRunning)
                .isPresent();
    }

    boolean waitsFor(String reason) {
        return waiting().filter(waiting -> reason.equals(waiting.getReason())).isPresent();
    }

    /** An image without a program: no node will ever start it. */
    boolean neverStarts() {
        return waitsFor("CreateContainerError")
                && waiting()
                        .map(waiting -> text(waiting.getMessage()))
                        .filter(message -> message.toLowerCase(Locale.ROOT).contains("no command specified"))
                        .isPresent();
    }

    /** Its process has ended, and the kubelet starts it again: what keeps it from that is another matter. */
    boolean crashed() {
        return container()
                        .map(ContainerStatus::getState)
                        .map(ContainerState::getTerminated)
                        .isPresent()
                || waitsFor("CrashLoopBackOff")
                || waitsFor("RunContainerError");
    }

    int restarts() {
        return container().map(ContainerStatus::getRestartCount).orElse(0);
    }

    Optional<Instant> started() {
        return container()
                .map(ContainerStatus::getState)
                .map(ContainerState::getRunning)
                .map(running -> running.getStartedAt())
                .or(() -> terminated().map(ContainerStateTerminated::getStartedAt))
                .map(Instant::parse);
    }

    Optional<Instant> readySince() {
        return condition("Ready")
                .filter(condition -> "True".equals(condition.getStatus()))
                .map(PodCondition::getLastTransitionTime)
                .map(Instant::parse);
    }

    static String text(String text) {
        return text == null ? "" : text.strip();
    }
}
