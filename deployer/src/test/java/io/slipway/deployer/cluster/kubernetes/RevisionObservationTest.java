package io.slipway.deployer.cluster.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.slipway.deployer.cluster.RevisionStatus;
import io.slipway.deployer.cluster.RevisionStatus.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Deployments and pods as API servers have shown them: a file each in src/test/resources/observations. */
class RevisionObservationTest {
    private static final Path SAMPLES = Path.of("src/test/resources/observations");
    private static final Instant NOW = Instant.parse("2026-01-01T00:01:00Z");
    private static final String IMAGE = "acme/hello@sha256:" + "0".repeat(64);

    /**
     * @param deployment what differs from the one that is applied: replicas, times, status
     * @param pods metadata, status, and of the spec the node
     */
    record Sample(
            String reason,
            Deployment deployment,
            List<Pod> pods,
            List<Event> events,
            String drift,
            RevisionStatus expected) {}

    static Stream<Path> samples() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void statusIsWhatKubernetesShows(Path file) throws IOException {
        Sample sample = Serialization.unmarshal(Files.readString(file), Sample.class);

        RevisionStatus seen = RevisionObservation.of(
                deployment(sample.deployment()), pods(sample), nullToEmpty(sample.events()), sample.drift(), NOW);

        RevisionStatus wanted = sample.expected();
        assertThat(seen)
                .as(sample.reason())
                .isEqualTo(new RevisionStatus(
                        1,
                        IMAGE,
                        wanted.phase(),
                        wanted.stalled(),
                        wanted.restarts(),
                        wanted.exitCode(),
                        wanted.startedAt(),
                        wanted.readySince(),
                        wanted.lastOutput(),
                        sample.drift()));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aFaultOfTheInfrastructureIsNoCrash(Path file) throws IOException {
        Sample sample = Serialization.unmarshal(Files.readString(file), Sample.class);
        RevisionStatus seen = RevisionObservation.of(deployment(sample.deployment()), pods(sample), null, NOW);

        assertThat(seen.stalled() != null && (seen.phase() == Phase.crashed || seen.phase() == Phase.failed))
                .isFalse();
    }

    @Test
    void aRevisionWhoseDeploymentHasGoneStopsUntilItsPodsHaveGone() throws IOException {
        Sample sample = Serialization.unmarshal(Files.readString(SAMPLES.resolve("stopping.yaml")), Sample.class);

        assertThat(RevisionObservation.leaving(1, pods(sample)))
                .isEqualTo(new RevisionStatus(1, IMAGE, Phase.stopping, null, 0, null, null, null, List.of()));
        assertThat(RevisionObservation.leaving(1, List.of()).phase()).isEqualTo(Phase.stopped);
    }

    @Test
    void whatItPrintedComesBeforeWhatItCannotKnow() {
        String killed = "OOMKilled: it took more memory than its tier has";

        assertThat(RevisionObservation.output(List.of("one", "two"), List.of("two", killed)))
                .containsExactly("one", "two", killed);
        assertThat(RevisionObservation.output(List.of(), List.of("no such file")))
                .containsExactly("no such file");
        assertThat(RevisionObservation.output(Collections.nCopies(20, "line"), List.of(killed)))
                .hasSize(20)
                .endsWith(killed);
    }

    private static Deployment deployment(Deployment sample) {
        Deployment deployment = applied();
        if (sample.getSpec() != null) {
            deployment.getSpec().setReplicas(sample.getSpec().getReplicas());
        }
        deployment.getMetadata().setGeneration(sample.getMetadata().getGeneration());
        deployment.getMetadata().setCreationTimestamp(sample.getMetadata().getCreationTimestamp());
        deployment.getMetadata().setDeletionTimestamp(sample.getMetadata().getDeletionTimestamp());
        deployment.setStatus(sample.getStatus());
        return deployment;
    }

    private static List<Pod> pods(Sample sample) {
        List<Pod> pods = nullToEmpty(sample.pods());
        for (Pod pod : pods) {
            String node = pod.getSpec() == null ? null : pod.getSpec().getNodeName();
            pod.setSpec(applied().getSpec().getTemplate().getSpec());
            pod.getSpec().setNodeName(node);
        }
        return pods;
    }

    private static Deployment applied() {
        return ManifestCase.named("small").objects(Map.of()).stream()
                .filter(Deployment.class::isInstance)
                .map(Deployment.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static <T> List<T> nullToEmpty(List<T> list) {
        return list == null ? List.of() : list;
    }
}
