package io.slipway.deployer.cluster.kubernetes;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.slipway.deployer.cluster.RevisionStatus;
import io.slipway.deployer.cluster.RevisionStatus.Phase;

/** What a Deployment and its pods come to. Faults of the infrastructure are told as {@code stalled}; a crash outdoes them. */
final class RevisionObservation {
    private static final int LINES = 20;
    private static final String OUT_OF_MEMORY = "OOMKilled: it took more memory than its tier has";

    private final Deployment deployment;
    private final List<PodView> all;
    private final List<PodView> pods;
    private final String drift;

    private RevisionObservation(Deployment deployment, List<Pod> pods, String drift) {
        this.deployment = deployment;
        this.all = pods.stream().map(PodView::new).toList();
        this.pods = all.stream().filter(pod -> !pod.leaving() && !pod.ended()).toList();
        this.drift = drift;
    }

    static RevisionStatus of(Deployment deployment, List<Pod> pods, String drift, Instant now) {
        return of(deployment, pods, List.of(), drift, now);
    }

    /**
     * @param pods of this Deployment
     * @param events of these pods, where something is in their way: some reasons stand nowhere else. May be empty
     * @param drift null when it is as it was applied
     */
    static RevisionStatus of(
            Deployment deployment, List<Pod> pods, Collection<Event> events, String drift, Instant now) {
        return new RevisionObservation(deployment, pods, drift).status(events, now);
    }

    /** Of a revision whose Deployment has gone, and whose pods have not. */
    static RevisionStatus leaving(int number, List<Pod> pods) {
        List<PodView> views = pods.stream().map(PodView::new).toList();
        String image = views.isEmpty() ? null : withoutHost(views.getFirst().image());
        Phase phase = views.stream().allMatch(PodView::ended) ? Phase.stopped : Phase.stopping;
        return new RevisionStatus(number, image, phase, null, 0, null, null, null, List.of());
    }

    private RevisionStatus status(Collection<Event> events, Instant now) {
        Optional<String> fault = ending() || ready() || crashed() ? Optional.empty() : fault(events, now);
        Phase phase = phase();
        return new RevisionStatus(
                Integer.parseInt(deployment.getMetadata().getLabels().get(Labels.REVISION)),
                image(),
                phase,
                fault.orElse(null),
                pods.stream().mapToInt(PodView::restarts).max().orElse(0),
                ended().map(ContainerStateTerminated::getExitCode).orElse(null),
                pods.stream()
                        .flatMap(pod -> pod.started().stream())
                        .max(Comparator.naturalOrder())
                        .orElse(null),
                phase == Phase.ready ? readySince() : null,
                output(List.of(), output()),
                drift);
    }

    private Phase phase() {
        if (ending()) {
            return all.stream().allMatch(PodView::ended) ? Phase.stopped : Phase.stopping;
        }
        if (ready()) {
            return Phase.ready;
        }
        if (pods.stream().anyMatch(PodView::neverStarts)) {
            return Phase.failed;
        }
        if (crashed()) {
            return Phase.crashed;
        }
        if (pods.stream().anyMatch(RevisionObservation::hasAnswered)) {
            return Phase.unready;
        }
        return pods.stream().anyMatch(pod -> pod.running() || pod.terminated().isPresent())
                ? Phase.starting
                : Phase.pulling;
    }

    /** Somebody else's scaling to nothing is no end: it is put right. */
    private boolean ending() {
        return deployment.getMetadata().getDeletionTimestamp() != null || (replicas() == 0 && drift == null);
    }

    /** As the Deployment's controller counts it, which waits for minReadySeconds. */
    private boolean ready() {
        DeploymentStatus status = state();
        return replicas() > 0
                && seen()
                && count(status.getAvailableReplicas()) >= replicas()
                && count(status.getUpdatedReplicas()) >= replicas();
    }

    private boolean crashed() {
        return pods.stream().anyMatch(pod -> pod.crashed() || pod.neverStarts());
    }

    /** The startup probe has succeeded once. */
    private static boolean hasAnswered(PodView pod) {
        return pod.running()
                && pod.container().map(container -> container.getStarted()).orElse(false)
                && !pod.is("Ready", "True");
    }

    private Optional<String> fault(Collection<Event> events, Instant now) {
        return pods.stream()
                .flatMap(pod -> PodFault.of(pod, events, now).stream())
                .findFirst()
                .or(this::notCreated)
                .or(() -> pods.isEmpty() ? lastEnd(events, now) : Optional.empty())
                .or(() -> all.isEmpty() ? nobodyLooks(now) : Optional.empty());
    }

    /** A quota, or an admission that refuses. The pod's random name would make it another text each time. */
    private Optional<String> notCreated() {
        return conditions()
                .filter(condition ->
                        "ReplicaFailure".equals(condition.getType()) && "True".equals(condition.getStatus()))
                .findFirst()
                .map(condition -> "its pod is refused: %s (%s)"
                        .formatted(
                                PodView.text(condition.getMessage())
                                        .replaceAll("^pods \"[^\"]*\" is forbidden: |(?<=pods )\"[^\"]*\" ", ""),
                                condition.getReason()));
    }

    private Optional<String> lastEnd(Collection<Event> events, Instant now) {
        return all.stream()
                .filter(PodView::ended)
                .max(Comparator.comparing(
                        pod -> PodView.text(pod.pod().getMetadata().getCreationTimestamp())))
                .flatMap(pod -> PodFault.of(pod, events, now));
    }

    private Optional<String> nobodyLooks(Instant now) {
        String created = deployment.getMetadata().getCreationTimestamp();
        boolean late = created != null
                && Instant.parse(created).plus(PodFault.PATIENCE).isBefore(now);
        return late && replicas() > 0
                ? Optional.of("Kubernetes has made no pod of it: look at kube-controller-manager")
                : Optional.empty();
    }

    private Instant readySince() {
        return pods.stream()
                .flatMap(pod -> pod.readySince().stream())
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private Optional<ContainerStateTerminated> ended() {
        return pods.stream()
                .flatMap(pod -> pod.terminated().stream())
                .max(Comparator.comparing(end -> PodView.text(end.getFinishedAt())));
    }

    /** What the kubelet kept of the last end: the container's last lines, and why it was ended by others. */
    private List<String> output() {
        return ended().stream()
                .flatMap(end -> Stream.concat(
                        PodView.text(end.getMessage()).lines(),
                        Stream.of(OUT_OF_MEMORY).filter(_ -> "OOMKilled".equals(end.getReason()))))
                .toList();
    }

    /** What a container printed, then what it cannot know of its end. A program that could not be run has printed nothing. */
    static List<String> output(List<String> printed, List<String> kept) {
        List<String> lines = printed.isEmpty()
                ? kept
                : Stream.concat(printed.stream(), kept.stream().filter(OUT_OF_MEMORY::equals))
                        .toList();
        return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
    }

    private String image() {
        return withoutHost(deployment
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getImage());
    }

    private static String withoutHost(String image) {
        return image.substring(image.indexOf('/') + 1);
    }

    /** Whether what is told of it is of what is wanted now. */
    private boolean seen() {
        Long generation = deployment.getMetadata().getGeneration();
        Long observed = state().getObservedGeneration();
        return generation == null || (observed != null && observed >= generation);
    }

    private Stream<DeploymentCondition> conditions() {
        return Stream.ofNullable(state().getConditions()).flatMap(List::stream);
    }

    private DeploymentStatus state() {
        return Optional.ofNullable(deployment.getStatus()).orElseGet(DeploymentStatus::new);
    }

    private int replicas() {
        return Optional.ofNullable(deployment.getSpec().getReplicas()).orElse(1);
    }

    private static int count(Integer number) {
        return number == null ? 0 : number;
    }
}
