package io.slipway.deployer.cluster.kubernetes;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;

/**
 * What there is of one installation.
 *
 * @param service null before the first move
 * @param endpoints null when the cluster has made none
 */
record Found(
        List<Deployment> deployments,
        List<Pod> pods,
        Service service,
        Endpoints endpoints,
        List<Secret> secrets,
        List<PersistentVolumeClaim> claims) {

    /** Data alone is nothing that runs. */
    boolean nothing() {
        return deployments.isEmpty() && pods.isEmpty() && service == null && secrets.isEmpty();
    }

    /** Whether all that can be deleted has been: pods and volumes take their time. */
    boolean leaving(boolean withData) {
        boolean dataGoes = claims.stream().allMatch(claim -> claim.getMetadata().getDeletionTimestamp() != null);
        return deployments.isEmpty() && service == null && secrets.isEmpty() && (dataGoes || !withData);
    }

    /** Where it is; more than one only when somebody has copied our labels. */
    Set<String> namespaces() {
        return Stream.of(deployments, pods, claims, secrets)
                .flatMap(List::stream)
                .map(object -> object.getMetadata().getNamespace())
                .collect(Collectors.toSet());
    }

    Optional<Deployment> deployment(int revision) {
        return deployments.stream()
                .filter(deployment -> Marks.revision(deployment) == revision)
                .findFirst();
    }

    List<Pod> pods(int revision) {
        return pods.stream().filter(pod -> Marks.revision(pod) == revision).toList();
    }

    /** Null when nothing gets the requests. */
    Integer route() {
        return service == null ? null : Marks.route(service);
    }

    /** All that carries a fence. */
    Stream<HasMetadata> fenced() {
        return Stream.concat(Stream.of(deployments, claims).flatMap(List::stream), Stream.ofNullable(service))
                .map(HasMetadata.class::cast);
    }
}
