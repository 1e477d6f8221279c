package io.slipway.deployer.cluster.kubernetes;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.SecretEnvSource;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.slipway.deployer.cluster.Placement;
import io.slipway.deployer.cluster.RevisionSpec;

/** What somebody else has changed of a revision, or of what it stands on. */
final class Drifts {
    private final TenantHome home;
    private final RevisionManifests revisions;
    private final ServiceManifest services;
    private final Verdicts verdicts = new Verdicts();

    Drifts(TenantHome home, RevisionManifests revisions, ServiceManifest services) {
        this.home = home;
        this.revisions = revisions;
        this.services = services;
    }

    /** Null when all is as it was applied. */
    String of(Placement placement, Found found, Deployment live, RevisionSpec spec) {
        return Stream.<Supplier<String>>of(
                        () -> home.drift(placement),
                        () -> secret(found, live, spec),
                        () -> deployment(placement, live, spec),
                        () -> claim(placement, found, spec),
                        () -> service(placement, found, spec))
                .map(Supplier::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** The Service as it has to be; null when there is none, or it is so. */
    Service restored(Placement placement, Found found, long fence) {
        return found.service() == null || service(placement, found) == null
                ? null
                : services.of(placement, found.route(), fence);
    }

    /** Whether another build, or other settings, made it: then its own template stays for its life, and its pods are not rolled. */
    boolean madeOtherwise(Placement placement, Deployment live, RevisionSpec spec) {
        return otherwise(live, wanted(placement, live, spec));
    }

    private static String secret(Found found, Deployment live, RevisionSpec spec) {
        boolean there = found.secrets().stream()
                .filter(secret -> Marks.revision(secret) == spec.number())
                .anyMatch(secret -> secretName(live)
                        .filter(secret.getMetadata().getName()::equals)
                        .isPresent());
        return there ? null : "the revision's Secret is missing";
    }

    /** Its status changes with each pod, and neither its generation nor its metadata do. */
    private String deployment(Placement placement, Deployment live, RevisionSpec spec) {
        ObjectMeta meta = live.getMetadata();
        int content = Objects.hash(meta.getGeneration(), meta.getLabels(), meta.getAnnotations(), spec);
        return verdicts.of(
                "%s/%s".formatted(meta.getNamespace(), meta.getName()),
                "%s %s".formatted(meta.getUid(), content),
                () -> compared(placement, live, spec));
    }

    private String compared(Placement placement, Deployment live, RevisionSpec spec) {
        Deployment wanted = wanted(placement, live, spec);
        if (otherwise(live, wanted)) {
            return replicas(wanted).equals(replicas(live)) ? null : "Deployment scaled";
        }
        wanted.getMetadata().getAnnotations().put(Labels.DESIRED, Marks.annotation(live, Labels.DESIRED));
        String path = Drift.of(wanted, live);
        return path == null ? null : "Deployment " + path;
    }

    private static boolean otherwise(Deployment live, Deployment wanted) {
        String applied = Marks.annotation(live, Labels.DESIRED);
        return !applied.isEmpty() && !applied.equals(Desired.hash(wanted));
    }

    private Deployment wanted(Placement placement, Deployment live, RevisionSpec spec) {
        Deployment wanted = revisions.deployment(placement, spec, Marks.fence(live));
        // The name tells the values, and only marks of those are known here.
        containers(wanted)
                .getFirst()
                .getEnvFrom()
                .getFirst()
                .getSecretRef()
                .setName(secretName(live).orElse(""));
        return wanted;
    }

    private String claim(Placement placement, Found found, RevisionSpec spec) {
        boolean missing =
                revisions.data(placement, spec, 0).isPresent() && found.claims().isEmpty();
        return missing ? "PersistentVolumeClaim is missing" : null;
    }

    private String service(Placement placement, Found found, RevisionSpec spec) {
        boolean routed = found.route() != null && found.route() == spec.number();
        return routed ? service(placement, found) : null;
    }

    private String service(Placement placement, Found found) {
        Service live = found.service();
        ObjectMeta meta = live.getMetadata();
        String path = verdicts.of(
                "service %s/%s".formatted(meta.getNamespace(), meta.getName()),
                "%s %s".formatted(meta.getUid(), meta.getResourceVersion()),
                () -> Drift.of(services.of(placement, found.route(), Marks.fence(live)), live));
        return path == null ? null : "Service " + path;
    }

    private static Optional<String> secretName(Deployment deployment) {
        return containers(deployment).stream()
                .map(Container::getEnvFrom)
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .map(EnvFromSource::getSecretRef)
                .filter(Objects::nonNull)
                .map(SecretEnvSource::getName)
                .findFirst();
    }

    private static List<Container> containers(Deployment deployment) {
        return deployment.getSpec().getTemplate().getSpec().getContainers();
    }

    private static Integer replicas(Deployment deployment) {
        return deployment.getSpec().getReplicas();
    }
}
