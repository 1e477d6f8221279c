package io.slipway.deployer.cluster.kubernetes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.slipway.deployer.cluster.Placement;
import io.slipway.deployer.cluster.RefusedException;
import io.slipway.deployer.cluster.RevisionSpec;
import io.slipway.deployer.cluster.kubernetes.KubernetesConfig.Probes;

/**
 * A provider's pod, as the profile <a href="https://kubernetes.io/docs/concepts/security/pod-security-standards/">restricted</a>
 * wants it. Nothing in it changes from one write to the next: another template would start the provider again.
 */
final class PodManifest {
    static final String CONTAINER = "provider";
    static final String PORT_NAME = "http";

    private static final int DEFAULT_PORT = 8080;
    private static final String DATA_DIR = "/data";
    private static final String NODE = "kubernetes.io/hostname";
    private static final int LIVENESS_SECONDS = 10;

    private final KubernetesConfig config;
    private final TierResources tiers;

    PodManifest(KubernetesConfig config) {
        this.config = config;
        this.tiers = new TierResources(config.tiers());
    }

    PodSpec of(Placement placement, RevisionSpec revision, String secret) {
        return new PodSpecBuilder()
                .withServiceAccountName(Names.SERVICE_ACCOUNT)
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withTerminationGracePeriodSeconds(seconds(longest(config.terminationGrace(), config.drain()))
                        .longValue())
                .withNewSecurityContext()
                .withRunAsNonRoot(true)
                .withRunAsUser(config.user())
                .withRunAsGroup(config.user())
                .withFsGroup(config.user())
                .withFsGroupChangePolicy("OnRootMismatch")
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .withContainers(container(revision, secret))
                .withVolumes(emptyDir("tmp", config.tmpSize()), data(placement, revision))
                .withAffinity(affinity(placement, revision))
                .withTopologySpreadConstraints(spread(placement, revision))
                .build();
    }

    /** Whether the files of a revision outlive its pod. */
    boolean keepsData(RevisionSpec revision) {
        return revision.data() && config.dataVolumes();
    }

    static Integer seconds(Duration duration) {
        return Math.toIntExact(duration.plusMillis(999).toSeconds());
    }

    private Container container(RevisionSpec revision, String secret) {
        int port = revision.port() == null ? DEFAULT_PORT : revision.port();
        return new ContainerBuilder()
                .withName(CONTAINER)
                .withImage(image(revision))
                .withImagePullPolicy("IfNotPresent")
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .addNewPort()
                .withName(PORT_NAME)
                .withContainerPort(port)
                .withProtocol("TCP")
                .endPort()
                .withEnv(variable("PORT", String.valueOf(port)), variable("DATA_DIR", DATA_DIR))
                .addNewEnvFrom()
                .withNewSecretRef(secret, null)
                .endEnvFrom()
                .withResources(tiers.requirements(revision.tier()))
                .withStartupProbe(startup(revision.health()))
                .withReadinessProbe(readiness(revision.health()))
                .withLivenessProbe(liveness(revision.health()))
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withRunAsNonRoot(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .endSecurityContext()
                .withVolumeMounts(mount("tmp", "/tmp"), mount("data", DATA_DIR))
                .build();
    }

    private String image(RevisionSpec revision) {
        return config.registry()
                        .orElseThrow(() -> new RefusedException(
                                "NotConfigured", "Set slipway.kubernetes.registry, where nodes pull from."))
                + "/" + revision.image();
    }

    private Probe startup(String health) {
        Probes probes = config.probes();
        int period = seconds(probes.period());
        return probe(health, period)
                .withFailureThreshold(Math.max(1, seconds(probes.start()) / period))
                .build();
    }

    private Probe readiness(String health) {
        Probes probes = config.probes();
        return probe(health, seconds(probes.period()))
                .withSuccessThreshold(probes.successes())
                .withFailureThreshold(probes.failures())
                .build();
    }

    private Probe liveness(String health) {
        return probe(health, LIVENESS_SECONDS)
                .withFailureThreshold(config.probes().failures())
                .build();
    }

    private ProbeBuilder probe(String health, int period) {
        return new ProbeBuilder()
                .withNewHttpGet()
                .withPath(health)
                .withNewPort(PORT_NAME)
                .withScheme("HTTP")
                .endHttpGet()
                .withPeriodSeconds(period)
                .withTimeoutSeconds(seconds(config.probes().timeout()));
    }

    private Volume data(Placement placement, RevisionSpec revision) {
        if (!keepsData(revision)) {
            return emptyDir("data", config.dataSize());
        }
        return new VolumeBuilder()
                .withName("data")
                .withNewPersistentVolumeClaim(Names.installation(placement.installation()), null)
                .build();
    }

    /** One node at a time takes a volume that is {@code ReadWriteOnce}: where the old revision runs, the new one must. */
    private Affinity affinity(Placement placement, RevisionSpec revision) {
        if (!sharesNode(revision)) {
            return null;
        }
        return new AffinityBuilder()
                .withNewPodAffinity()
                .addNewRequiredDuringSchedulingIgnoredDuringExecution()
                .withTopologyKey(NODE)
                .withNewLabelSelector()
                .addToMatchLabels(Labels.INSTALLATION, placement.installation())
                .endLabelSelector()
                .endRequiredDuringSchedulingIgnoredDuringExecution()
                .endPodAffinity()
                .build();
    }

    private List<TopologySpreadConstraint> spread(Placement placement, RevisionSpec revision) {
        List<TopologySpreadConstraint> spread = new ArrayList<>();
        if (tiers.of(revision.tier()).replicas() > 1 && !sharesNode(revision)) {
            spread.add(new TopologySpreadConstraintBuilder()
                    .withMaxSkew(1)
                    .withTopologyKey(NODE)
                    .withWhenUnsatisfiable("ScheduleAnyway")
                    .withNewLabelSelector()
                    .withMatchLabels(Labels.selector(placement.installation(), revision.number()))
                    .endLabelSelector()
                    .build());
        }
        return spread;
    }

    private boolean sharesNode(RevisionSpec revision) {
        return keepsData(revision) && "ReadWriteOnce".equals(config.dataAccessMode());
    }

    private static Volume emptyDir(String name, String size) {
        return new VolumeBuilder()
                .withName(name)
                .withNewEmptyDir()
                .withSizeLimit(new Quantity(size))
                .endEmptyDir()
                .build();
    }

    private static VolumeMount mount(String name, String path) {
        VolumeMount mount = new VolumeMount();
        mount.setName(name);
        mount.setMountPath(path);
        return mount;
    }

    private static EnvVar variable(String name, String value) {
        return new EnvVar(name, value, null);
    }

    private static Duration longest(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
