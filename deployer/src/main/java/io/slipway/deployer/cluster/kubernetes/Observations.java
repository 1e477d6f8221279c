package io.slipway.deployer.cluster.kubernetes;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.EndpointAddress;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.slipway.deployer.cluster.Observed;
import io.slipway.deployer.cluster.Placement;
import io.slipway.deployer.cluster.RevisionSpec;
import io.slipway.deployer.cluster.RevisionStatus;

/** What is found of an installation, in the words of the port. */
final class Observations {
    private final KubernetesConfig config;
    private final Drifts drifts;
    private final LastOutput output;
    private final PodEvents events;
    private final Clock clock;

    Observations(KubernetesConfig config, Drifts drifts, LastOutput output, PodEvents events, Clock clock) {
        this.config = config;
        this.drifts = drifts;
        this.output = output;
        this.events = events;
        this.clock = clock;
    }

    Observed of(Placement placement, Found found, List<RevisionSpec> remembered) {
        if (found.nothing()) {
            return Observed.NOTHING;
        }
        boolean paused = found.service() != null && Marks.paused(found.service());
        return new Observed(
                path(placement), found.route(), settled(found), paused, revisions(placement, found, remembered));
    }

    String path(Placement placement) {
        return "/%s/%s/"
                .formatted(new Metadata(config, placement).namespace(), Names.installation(placement.installation()));
    }

    private List<RevisionStatus> revisions(Placement placement, Found found, List<RevisionSpec> remembered) {
        return numbers(found)
                .map(number -> revision(placement, found, number, remembered))
                .filter(Objects::nonNull)
                .toList();
    }

    private static Stream<Integer> numbers(Found found) {
        return Stream.concat(found.deployments().stream(), found.pods().stream())
                .map(Marks::revision)
                .filter(number -> number > 0)
                .distinct()
                .sorted();
    }

    private RevisionStatus revision(Placement placement, Found found, int number, List<RevisionSpec> remembered) {
        Deployment deployment = found.deployment(number).orElse(null);
        List<Pod> pods = found.pods(number);
        if (deployment == null && remembered.stream().anyMatch(spec -> spec.number() == number)) {
            return null; // somebody has deleted it: its pods are on their way out, and need not be waited for
        }
        if (deployment == null || Marks.stopped(deployment)) {
            return pods.isEmpty() ? null : RevisionObservation.leaving(number, pods);
        }
        String drift = remembered.stream()
                .filter(spec -> spec.number() == number)
                .findFirst()
                .map(spec -> drifts.of(placement, found, deployment, spec))
                .orElse(null);
        RevisionStatus status = RevisionObservation.of(deployment, pods, drift, clock.instant());
        if (status.stalled() != null) {
            return RevisionObservation.of(deployment, pods, events.of(pods), drift, clock.instant());
        }
        return status.ready() || pods.isEmpty() ? status : output.added(status, pods);
    }

    /** Whether the requests reach ready pods of the routed revision, all of them, and no others. */
    private static boolean settled(Found found) {
        Integer route = found.route();
        if (route == null) {
            return found.endpoints() == null || addresses(found.endpoints()).isEmpty();
        }
        Set<String> ready = found.pods(route).stream()
                .filter(Observations::ready)
                .map(pod -> pod.getMetadata().getUid())
                .collect(Collectors.toSet());
        return found.endpoints() != null
                && !ready.isEmpty()
                && addresses(found.endpoints()).equals(ready);
    }

    private static boolean ready(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() == null
                && pod.getStatus() != null
                && pod.getStatus().getConditions() != null
                && pod.getStatus().getConditions().stream()
                        .anyMatch(one ->
                                one.getType().equals("Ready") && one.getStatus().equals("True"));
    }

    private static Set<String> addresses(Endpoints endpoints) {
        return Optional.ofNullable(endpoints.getSubsets()).orElse(List.of()).stream()
                .flatMap(subset -> Optional.ofNullable(subset.getAddresses()).orElse(List.of()).stream())
                .map(EndpointAddress::getTargetRef)
                .filter(Objects::nonNull)
                .map(ObjectReference::getUid)
                .collect(Collectors.toSet());
    }
}
