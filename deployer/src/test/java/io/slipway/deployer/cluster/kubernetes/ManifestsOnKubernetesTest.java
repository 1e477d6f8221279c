package io.slipway.deployer.cluster.kubernetes;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.slipway.testing.KubernetesUnderTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A real API server takes every manifest, and shows it again as it was applied: nothing of it drifts by being stored. */
class ManifestsOnKubernetesTest {
    private static KubernetesUnderTest kubernetes;
    private static boolean policies;

    @BeforeAll
    static void find() {
        kubernetes = KubernetesUnderTest.required();
        policies = kubernetes.kubectl().run("api-versions").lines().anyMatch("policy/v1"::equals);
    }

    @AfterAll
    static void leave() {
        if (kubernetes != null) {
            kubernetes.close();
        }
    }

    static List<ManifestCase> cases() {
        return ManifestCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyManifestIsTakenAndKept(ManifestCase sample) {
        String prefix = kubernetes.prefix();
        List<HasMetadata> objects =
                sample
                        .objects(Map.of(
                                "namespace-prefix", prefix + sample.toString().substring(0, 4)))
                        .stream()
                        .filter(object -> policies || !object.getApiVersion().equals("policy/v1"))
                        .toList();

        objects.forEach(ManifestsOnKubernetesTest::apply);

        for (HasMetadata object : objects) {
            HasMetadata live = live(object);
            assertThat(Drift.of(object, live)).as("%s", live).isNull();
        }
    }

    private static void apply(HasMetadata object) {
        kubernetes
                .kubectl()
                .runWith(
                        Serialization.asYaml(object),
                        "apply",
                        "--server-side",
                        "--field-manager=slipway-deployer",
                        "-f",
                        "-");
    }

    private static HasMetadata live(HasMetadata object) {
        String namespace = object.getMetadata().getNamespace();
        String json = kubernetes
                .kubectl()
                .run(
                        "get",
                        object.getKind().toLowerCase(Locale.ROOT),
                        object.getMetadata().getName(),
                        "--namespace=" + (namespace == null ? "default" : namespace),
                        "-o",
                        "json");
        return Serialization.unmarshal(json, object.getClass());
    }
}
