package io.slipway.deployer.cluster.kubernetes;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.slipway.deployer.cluster.ClusterException;
import io.slipway.deployer.cluster.RevisionSpec;
import io.slipway.deployer.cluster.kubernetes.ManifestCase.Input;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is applied, as files to read. {@code -Ddocs.update} writes them again. */
class ManifestsTest {
    private static final Map<String, String> CONFIG =
            Map.of("registry", "registry.example:5000", "secret-name-key", "for tests");

    static List<ManifestCase> cases() {
        return ManifestCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void manifestsAreThoseOfTheirFiles(ManifestCase sample) {
        if (System.getProperty("docs.update") != null) {
            sample.keep(sample.made());
        }
        Map<String, String> kept = sample.kept();
        Map<String, String> made = sample.made();
        assertThat(kept.keySet()).as("no file too many, none too few").isEqualTo(made.keySet());
        made.forEach((name, text) -> assertThat(kept.get(name)).as(name).isEqualTo(text));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatWasAppliedHasNotDrifted(ManifestCase sample) {
        List<HasMetadata> again = sample.objects(Map.of());
        for (HasMetadata object : sample.objects(Map.of())) {
            HasMetadata live = again.stream()
                    .filter(other -> other.getKind().equals(object.getKind())
                            && other.getMetadata()
                                    .getName()
                                    .equals(object.getMetadata().getName()))
                    .findFirst()
                    .orElseThrow();
            assertThat(Drift.of(object, live)).as("%s", object).isNull();
        }
    }

    @Test
    void theHashTellsWhatWasAppliedAndNotByWhom() {
        Input input = ManifestCase.named("small").input();
        ServiceManifest services = new ServiceManifest(TestKubernetesConfig.of(CONFIG));

        assertThat(hash(services.of(input.placement(), 1, 5)))
                .isEqualTo(hash(services.of(input.placement(), 1, 6)))
                .isNotEqualTo(hash(services.of(input.placement(), 2, 5)));
    }

    @Test
    void aSecretsNameTellsNothingWithoutItsKey() {
        Input input = ManifestCase.named("small").input();
        RevisionSpec one = input.revision().in(Map.of("A", "bc"));
        Map<String, String> otherKey = new HashMap<>(CONFIG);
        otherKey.put("secret-name-key", "another");

        String name = secret(CONFIG, input, one).getMetadata().getName();

        assertThat(secret(CONFIG, input, one).getMetadata().getName()).isEqualTo(name);
        assertThat(secret(CONFIG, input, input.revision().in(Map.of("A", "bd")))
                        .getMetadata()
                        .getName())
                .as("another value")
                .isNotEqualTo(name);
        assertThat(secret(CONFIG, input, input.revision().in(Map.of("Ab", "c")))
                        .getMetadata()
                        .getName())
                .as("another border between name and value")
                .isNotEqualTo(name);
        assertThat(secret(otherKey, input, one).getMetadata().getName())
                .as("another key")
                .isNotEqualTo(name);
    }

    @Test
    void aNewLoginOfTheRegistryIsNoticed() {
        Input input = ManifestCase.named("small").input();
        Map<String, String> config = new HashMap<>(CONFIG);
        config.put("registry-username", "puller");
        config.put("registry-password", "old");
        String before = hash(pullSecret(config, input));

        config.put("registry-password", "new");

        assertThat(hash(pullSecret(config, input))).isNotEqualTo(before);
    }

    @Test
    void whatHasNoDefaultIsAskedFor() {
        Input input = ManifestCase.named("small").input();
        assertThatThrownBy(() -> secret(Map.of(), input, input.revision()))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("slipway.kubernetes.secret-name-key");
        assertThatThrownBy(() -> new RevisionManifests(TestKubernetesConfig.of(Map.of("secret-name-key", "k")))
                        .deployment(input.placement(), input.revision(), 1))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("slipway.kubernetes.registry");
    }

    @Test
    void theRegistryIsTheBuildersUnlessNodesReachItElsewhere() {
        assertThat(TestKubernetesConfig.read(Map.of("slipway.oci.registry", "oci:5000"))
                        .registry())
                .contains("oci:5000");
        assertThat(TestKubernetesConfig.read(
                                Map.of("slipway.oci.registry", "oci:5000", "slipway.kubernetes.registry", "node:1"))
                        .registry())
                .contains("node:1");
        assertThat(TestKubernetesConfig.of(Map.of()).registry()).isEmpty();
    }

    private static Secret secret(Map<String, String> config, Input input, RevisionSpec revision) {
        return new RevisionManifests(TestKubernetesConfig.of(config)).secret(input.placement(), revision, 1);
    }

    private static HasMetadata pullSecret(Map<String, String> config, Input input) {
        return new TenantManifests(TestKubernetesConfig.of(config))
                .of(input.placement()).stream()
                        .filter(Secret.class::isInstance)
                        .findFirst()
                        .orElseThrow();
    }

    private static String hash(HasMetadata object) {
        return object.getMetadata().getAnnotations().get(Labels.DESIRED);
    }
}
