package io.slipway.deployer.cluster.kubernetes;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategy;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategyBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.slipway.contracts.VersionState.Strategy;
import io.slipway.deployer.cluster.Placement;
import io.slipway.deployer.cluster.RefusedException;
import io.slipway.deployer.cluster.RevisionSpec;

/** What a revision is made of. Labels and selectors of one never match another's pods. */
final class RevisionManifests {
    private static final int MARK = 10;

    private final KubernetesConfig config;
    private final PodManifest pod;
    private final TierResources tiers;

    RevisionManifests(KubernetesConfig config) {
        this.config = config;
        this.pod = new PodManifest(config);
        this.tiers = new TierResources(config.tiers());
    }

    /** The environment. Immutable: a running pod's variables do not change behind its back. */
    Secret secret(Placement placement, RevisionSpec revision, long fence) {
        Map<String, String> data = new TreeMap<>();
        revision.environment()
                .forEach((name, value) ->
                        data.put(name, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))));
        return Desired.marked(new SecretBuilder()
                .withMetadata(
                        new Metadata(config, placement).revision(secretName(placement, revision), revision, fence))
                .withType("Opaque")
                .withImmutable(true)
                .withData(data)
                .build());
    }

    /** One template for all its life: a change makes another revision, and a Deployment of its own. */
    Deployment deployment(Placement placement, RevisionSpec revision, long fence) {
        Map<String, String> labels = Labels.revision(placement, revision);
        return Desired.marked(new DeploymentBuilder()
                .withMetadata(new Metadata(config, placement).revision(revision, fence))
                .withNewSpec()
                .withReplicas(replicas(revision))
                .withRevisionHistoryLimit(config.revisionHistoryLimit())
                .withMinReadySeconds(PodManifest.seconds(config.minReady()))
                .withProgressDeadlineSeconds(PodManifest.seconds(config.progressDeadline()))
                .withStrategy(strategy(revision))
                .withNewSelector()
                .withMatchLabels(Labels.selector(placement.installation(), revision.number()))
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(labels)
                .endMetadata()
                .withSpec(pod.of(placement, revision, secretName(placement, revision)))
                .endTemplate()
                .endSpec()
                .build());
    }

    /** The same with other replicas: none when it has drained. */
    static Deployment scaled(Deployment deployment, int replicas) {
        return Desired.marked(new DeploymentBuilder(deployment)
                .editSpec()
                .withReplicas(replicas)
                .endSpec()
                .build());
    }

    /** The volume of DATA_DIR, which outlives revisions; empty when the provider keeps no files. */
    Optional<PersistentVolumeClaim> data(Placement placement, RevisionSpec revision, long fence) {
        if (!pod.keepsData(revision)) {
            return Optional.empty();
        }
        return Optional.of(Desired.marked(new PersistentVolumeClaimBuilder()
                .withMetadata(new Metadata(config, placement).installation(fence))
                .withNewSpec()
                .withAccessModes(config.dataAccessMode())
                .withStorageClassName(config.storageClass().orElse(null))
                .withNewResources()
                .addToRequests("storage", new Quantity(config.dataSize()))
                .endResources()
                .endSpec()
                .build()));
    }

    /** For a server that has policy/v1. Empty for a single pod: it would keep a node from being drained. */
    Optional<PodDisruptionBudget> disruptionBudget(Placement placement, RevisionSpec revision, long fence) {
        if (replicas(revision) < 2) {
            return Optional.empty();
        }
        return Optional.of(Desired.marked(new PodDisruptionBudgetBuilder()
                .withMetadata(new Metadata(config, placement).revision(revision, fence))
                .withNewSpec()
                .withNewMaxUnavailable(1)
                .withNewSelector()
                .withMatchLabels(Labels.selector(placement.installation(), revision.number()))
                .endSelector()
                .endSpec()
                .build()));
    }

    int replicas(RevisionSpec revision) {
        return tiers.of(revision.tier()).replicas();
    }

    private static DeploymentStrategy strategy(RevisionSpec revision) {
        if (revision.strategy() == Strategy.recreate) {
            return new DeploymentStrategyBuilder().withType("Recreate").build();
        }
        return new DeploymentStrategyBuilder()
                .withType("RollingUpdate")
                .withNewRollingUpdate()
                .withNewMaxSurge(1)
                .withNewMaxUnavailable(0)
                .endRollingUpdate()
                .build();
    }

    private String secretName(Placement placement, RevisionSpec revision) {
        return Names.secret(placement.installation(), revision.number(), mark(revision.environment()));
    }

    /** Tells contents apart, and nothing of them: with a plain hash one could try out what is likely. */
    private String mark(Map<String, String> environment) {
        String key = config.secretNameKey()
                .orElseThrow(() -> new RefusedException(
                        "NotConfigured", "Set slipway.kubernetes.secret-name-key, any secret text."));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            new TreeMap<>(environment)
                    .forEach((name, value) -> mac.update((name.length() + ":" + name + value.length() + ":" + value)
                            .getBytes(StandardCharsets.UTF_8)));
            return Base32.of(mac.doFinal()).substring(0, MARK);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
