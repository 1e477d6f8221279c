package io.slipway.deployer.cluster.kubernetes;

import java.util.Map;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SlimStoreTest {
    private static final PodSpec WHOLE = new PodSpecBuilder()
            .withNodeName("node-1")
            .addNewReadinessGate("example.org/ready")
            .addNewVolume()
            .withName("tmp")
            .endVolume()
            .addNewContainer()
            .withName("provider")
            .withImage("registry.example.org/hello@sha256:1")
            .addNewEnv()
            .withName("GREETING")
            .withValue("ahoy")
            .endEnv()
            .endContainer()
            .build();

    private static final PodSpec SLIM = new PodSpecBuilder()
            .withNodeName("node-1")
            .addNewReadinessGate("example.org/ready")
            .addNewContainer()
            .withName("provider")
            .withImage("registry.example.org/hello@sha256:1")
            .endContainer()
            .build();

    @Test
    void ofAPodItKeepsWhereItRunsAndWhat() {
        Pod pod = new PodBuilder()
                .withNewMetadata()
                .withName("one")
                .addNewManagedField()
                .withManager("somebody")
                .endManagedField()
                .endMetadata()
                .withSpec(new PodSpecBuilder(WHOLE).build())
                .build();

        Pod kept = kept(pod);

        assertThat(kept.getSpec()).isEqualTo(SLIM);
        assertThat(kept.getMetadata().getManagedFields()).isNullOrEmpty();
    }

    @Test
    void ofARevisionThatRunsItKeepsAllThatIsComparedAndOfAStoppedOneHardlyAnything() {
        assertThat(kept(deployment(false)).getSpec().getTemplate().getSpec()).isEqualTo(WHOLE);
        assertThat(kept(deployment(true)).getSpec().getTemplate().getSpec()).isEqualTo(SLIM);
    }

    @Test
    void keepsNoSecret() {
        Secret secret = new SecretBuilder()
                .withNewMetadata()
                .withName("one")
                .endMetadata()
                .addToData("TOKEN", "czNjcjN0")
                .build();

        assertThat(kept(secret).getData()).isNullOrEmpty();
    }

    private static Deployment deployment(boolean stopped) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withName("one")
                .withAnnotations(Map.of(Marks.STOPPED, String.valueOf(stopped)))
                .endMetadata()
                .withNewSpec()
                .withNewTemplate()
                .withSpec(new PodSpecBuilder(WHOLE).build())
                .endTemplate()
                .endSpec()
                .build();
    }

    private static <T extends HasMetadata> T kept(T object) {
        SlimStore<T> store = new SlimStore<>();
        store.put("one", object);
        return store.get("one");
    }
}
