package io.slipway.deployer.cluster.kubernetes;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.slipway.contracts.EntityId;
import io.slipway.contracts.InstallationIntent.ResourceTier;
import io.slipway.contracts.VersionState.Strategy;
import io.slipway.deployer.cluster.ClusterException;
import io.slipway.deployer.cluster.FencedException;
import io.slipway.deployer.cluster.Observed;
import io.slipway.deployer.cluster.Placement;
import io.slipway.deployer.cluster.RefusedException;
import io.slipway.deployer.cluster.RevisionSpec;
import io.slipway.deployer.cluster.RevisionStatus;
import io.slipway.testing.KubernetesUnderTest;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a real API server does with the adapter's writes, and the adapter with what others write. No pod has to run. */
class KubernetesApiTest {
    private static final ConditionFactory SOON =
            Awaitility.await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(50));
    private static final long FENCE = 5;
    private static final List<String> HELD = List.of("example.org/held");

    private static final List<String> CHANGED = new CopyOnWriteArrayList<>();

    private static KubernetesUnderTest kubernetes;
    private static KubernetesClient client;
    private static KubernetesConfig config;
    private static KubernetesCluster cluster;

    private Placement at;

    @BeforeAll
    static void start() {
        kubernetes = KubernetesUnderTest.required();
        Config found = Config.fromKubeconfig(Path.of(kubernetes.kubeconfig()).toFile());
        client = new KubernetesClientBuilder().withConfig(found).build();
        config = TestSettings.config(Map.of(
                "slipway.kubernetes.namespace-prefix", kubernetes.prefix() + "a",
                "slipway.kubernetes.home", kubernetes.prefix() + "home",
                "slipway.kubernetes.registry", "127.0.0.1:1"));
        cluster = KubernetesCluster.watching(Parts.of(client, config, CHANGED::add, Clock.systemUTC()));
        SOON.ignoreException(ClusterException.class).untilAsserted(cluster::check);
    }

    @AfterAll
    static void stop() {
        if (kubernetes == null) {
            return;
        }
        cluster.close();
        kubernetes.close();
        client.close();
    }

    @BeforeEach
    void place() {
        String id = EntityId.create("ins_", Clock.systemUTC());
        at = new Placement(id, "acme", id.substring(16).toLowerCase(Locale.ROOT), "acme/hello");
    }

    @Test
    void aRevisionTakesTwoWritesAndAPassWithNothingToDoNone() {
        start(1);
        long before = cluster.writes();

        start(2);
        assertThat(cluster.writes() - before).as("Secret and Deployment").isEqualTo(2);

        start(2);
        observe();
        assertThat(cluster.writes() - before).as("again").isEqualTo(2);
        SOON.untilAsserted(() -> assertThat(CHANGED).contains(at.installation()));
    }

    @Test
    void whatIsScaledEditedOrDeletedIsSeenAndComesBack() {
        start(1);
        Deployment made = deployment(1);

        patch(made, scaled(3));
        SOON.untilAsserted(() -> assertThat(drift()).contains("replicas"));
        start(1);
        assertThat(deployment(1).getSpec().getReplicas()).isEqualTo(1);
        assertThat(drift()).isNull();

        patch(made, image("elsewhere/bad:latest"));
        SOON.untilAsserted(() -> assertThat(drift()).contains("image"));
        start(1);
        assertThat(deployment(1)
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getImage())
                .isEqualTo("127.0.0.1:1/hello@sha256:" + "1".repeat(64));

        client.secrets()
                .inNamespace(namespace())
                .withLabel(Labels.REVISION, "1")
                .delete();
        SOON.untilAsserted(() -> assertThat(drift()).contains("Secret"));
        start(1);
        assertThat(drift()).isNull();

        client.resource(made).delete();
        SOON.until(() -> observe().revision(1).isEmpty());
        start(1);
        assertThat(observe().revision(1)).isPresent();
    }

    @Test
    void whatAnotherBuildMadeIsScaledBackAndKeepsItsTemplate() {
        start(1);
        Deployment made = deployment(1);
        KubernetesConfig others = TestSettings.config(Map.of(
                "slipway.kubernetes.namespace-prefix",
                kubernetes.prefix() + "a",
                "slipway.kubernetes.home",
                kubernetes.prefix() + "home",
                "slipway.kubernetes.registry",
                "127.0.0.1:1",
                "slipway.kubernetes.termination-grace",
                "33s"));
        KubernetesCluster later = KubernetesCluster.watching(Parts.of(client, others, _ -> {}, Clock.systemUTC()));
        try {
            SOON.ignoreException(ClusterException.class).untilAsserted(later::check);
            patch(made, scaled(3));
            SOON.until(() -> later.observe(at, List.of(spec(1)))
                    .revision(1)
                    .map(RevisionStatus::drift)
                    .isPresent());

            later.start(at, FENCE, spec(1));

            assertThat(deployment(1).getSpec().getReplicas()).isEqualTo(1);
            assertThat(deployment(1).getSpec().getTemplate())
                    .isEqualTo(made.getSpec().getTemplate());
            assertThat(later.observe(at, List.of(spec(1)))
                            .revision(1)
                            .orElseThrow()
                            .drift())
                    .isNull();
        } finally {
            later.close();
        }
    }

    @Test
    void whatHoldsForAWholeTenantComesBackToo() {
        start(1);
        client.network().v1().networkPolicies().inNamespace(namespace()).delete();
        SOON.untilAsserted(() -> assertThat(drift()).contains("NetworkPolicy"));

        start(1);

        assertThat(drift()).isNull();
        assertThat(client.network()
                        .v1()
                        .networkPolicies()
                        .inNamespace(namespace())
                        .list()
                        .getItems())
                .isNotEmpty();
    }

    @Test
    void whatOthersHaveDeclaredIsNotTakenFromThem() {
        start(1);
        Deployment theirs = new DeploymentBuilder()
                .withNewMetadata()
                .withNamespace(namespace())
                .withName(deployment(1).getMetadata().getName())
                .endMetadata()
                .withNewSpec()
                .withReplicas(4)
                .withSelector(deployment(1).getSpec().getSelector())
                .withNewTemplate()
                .withMetadata(deployment(1).getSpec().getTemplate().getMetadata())
                .endTemplate()
                .endSpec()
                .build();
        client.resource(theirs).fieldManager("autoscaler").forceConflicts().serverSideApply();
        SOON.untilAsserted(() -> assertThat(drift()).contains("replicas"));

        assertThatThrownBy(() -> start(1))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.reason())
                        .isEqualTo("FieldConflict"))
                .hasMessageContaining("autoscaler")
                .hasMessageContaining("replicas");

        assertThat(deployment(1).getSpec().getReplicas()).isEqualTo(4);
    }

    @Test
    void whatOthersAddStays() {
        start(1);
        patch(
                deployment(1),
                new DeploymentBuilder()
                        .withNewMetadata()
                        .addToAnnotations("example.org/note", "theirs")
                        .endMetadata()
                        .build());

        start(1);

        assertThat(drift()).isNull();
        assertThat(deployment(1).getMetadata().getAnnotations()).containsEntry("example.org/note", "theirs");
    }

    @Test
    void aNamespaceOfOthersIsNotTaken() {
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace())
                        .endMetadata()
                        .build())
                .fieldManager("somebody")
                .serverSideApply();

        assertThatThrownBy(() -> start(1))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(namespace())
                .hasMessageContaining(Labels.UID);
    }

    @Test
    void theNamespaceGoesWhenItWouldBeEmpty() {
        start(1);

        cluster.remove(at.installation(), FENCE, true);

        SOON.until(() -> observe().nothing());
        SOON.until(() -> client.namespaces().withName(namespace()).get() == null);
    }

    @Test
    void theLastInstallationHasGoneWhenItsPodsAndTheNamespaceHave() {
        start(1);
        SOON.until(() -> !pods().list().getItems().isEmpty());
        pods().list().getItems().forEach(pod -> finalizers(pod, HELD));

        try {
            cluster.remove(at.installation(), FENCE, true);

            Awaitility.await()
                    .during(Duration.ofSeconds(1))
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> !observe().nothing());
            SOON.until(() -> deleted(client.namespaces().withName(namespace()).get()));
        } finally {
            pods().list().getItems().forEach(pod -> finalizers(pod, List.of()));
        }
        SOON.until(() -> observe().nothing());
        assertThat(client.namespaces().withName(namespace()).get()).isNull();
    }

    @Test
    void whatIsNotOursKeepsTheNamespaceAndItself() {
        start(1);
        HasMetadata theirs = client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace())
                        .withName("theirs")
                        .endMetadata()
                        .build())
                .fieldManager("somebody")
                .serverSideApply();

        cluster.remove(at.installation(), FENCE, true);

        SOON.until(() -> observe().nothing());
        assertThat(client.resource(theirs).get()).isNotNull();
        assertThat(client.namespaces().withName(namespace()).get().getMetadata().getDeletionTimestamp())
                .isNull();
    }

    @Test
    void aLateOwnerCannotUndoWhatANewerOneWrote() {
        start(1);
        cluster.stop(at.installation(), FENCE + 1, 1);

        List<Runnable> late = new ArrayList<>();
        late.add(() -> start(1));
        late.add(() -> cluster.stop(at.installation(), FENCE, 1));
        late.add(() -> cluster.remove(at.installation(), FENCE, true));
        late.forEach(call -> assertThatThrownBy(call::run).isInstanceOf(FencedException.class));

        assertThat(deployment(1).getSpec().getReplicas()).isZero();
    }

    /** It knows nothing of a revision that was begun after, and counts on from the one before. */
    @Test
    void whatADatabasePutBackHasStoppedGivesUpItsNumber() {
        start(1);
        start(2);
        RevisionSpec again = spec(3).numbered(2);
        assertThatThrownBy(() -> cluster.start(at, FENCE, again))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.reason())
                        .isEqualTo("RevisionTaken"));

        cluster.stop(at.installation(), FENCE, 2);
        cluster.start(at, FENCE, again);

        Deployment made = deployment(2);
        assertThat(made.getSpec().getReplicas()).isEqualTo(1);
        assertThat(made.getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getImage())
                .endsWith(again.image());
        assertThat(client.secrets()
                        .inNamespace(namespace())
                        .withLabel(Labels.REVISION, "2")
                        .list()
                        .getItems())
                .hasSize(1);
    }

    private void start(int number) {
        cluster.start(at, FENCE, spec(number));
    }

    private Observed observe() {
        return cluster.observe(at, List.of(spec(1)));
    }

    private String drift() {
        return observe().revision(1).map(RevisionStatus::drift).orElse(null);
    }

    private Deployment deployment(int number) {
        return client.apps()
                .deployments()
                .inNamespace(namespace())
                .withName(Names.revision(at.installation(), number))
                .get();
    }

    private FilterWatchListDeletable<Pod, PodList, PodResource> pods() {
        return client.pods().inNamespace(namespace()).withLabel(Labels.INSTALLATION, at.installation());
    }

    private static boolean deleted(HasMetadata object) {
        return object != null && object.getMetadata().getDeletionTimestamp() != null;
    }

    private static void finalizers(Pod pod, List<String> finalizers) {
        Map<String, Object> metadata = Map.of(
                "finalizers",
                finalizers,
                "$deleteFromPrimitiveList/finalizers",
                finalizers.isEmpty() ? HELD : List.of());
        client.resource(pod)
                .patch(PatchContext.of(PatchType.STRATEGIC_MERGE), Serialization.asJson(Map.of("metadata", metadata)));
    }

    private String namespace() {
        return new Metadata(config, at).namespace();
    }

    /** As {@code kubectl scale} and {@code edit} do, in the one format that this API server takes from them. */
    private static void patch(Deployment deployment, Deployment changed) {
        PatchContext context = new PatchContext.Builder()
                .withPatchType(PatchType.STRATEGIC_MERGE)
                .withFieldManager("kubectl-edit")
                .build();
        client.resource(deployment).patch(context, Serialization.asJson(changed));
    }

    private static Deployment scaled(int replicas) {
        return new DeploymentBuilder()
                .withNewSpec()
                .withReplicas(replicas)
                .endSpec()
                .build();
    }

    private static Deployment image(String image) {
        return new DeploymentBuilder()
                .withNewSpec()
                .withNewTemplate()
                .withNewSpec()
                .addNewContainer()
                .withName(PodManifest.CONTAINER)
                .withImage(image)
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    private static RevisionSpec spec(int number) {
        return new RevisionSpec(
                number,
                number + ".0.0",
                "hello@sha256:" + Integer.toString(number).repeat(64),
                1,
                ResourceTier.standard,
                Strategy.switch_,
                8080,
                false,
                "/healthz",
                Map.of("GREETING", "hello"));
    }
}
