package io.slipway.e2e.kubernetes;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What an upgrade comes to, on a real API server by the packaged deployer: pods do as the test says. */
class KubernetesRolloutTest {
    private static final Duration SOAK = Duration.ofSeconds(5);
    private static final Duration KEEP = Duration.ofSeconds(5);
    private static final Duration DEADLINE = Duration.ofSeconds(6);
    private static final Map<String, String> SETTINGS = Map.of(
            "slipway.kubernetes.min-ready",
            "0s",
            "slipway.deployer.soak",
            SOAK.toSeconds() + "s",
            "slipway.deployer.keep",
            KEEP.toSeconds() + "s",
            "slipway.deployer.progress-deadline",
            DEADLINE.toSeconds() + "s");
    private static final ConditionFactory SOON =
            Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50));
    /** In which a deployer that may would have done it. */
    private static final Duration MOMENT = Duration.ofSeconds(2);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicInteger RELEASES = new AtomicInteger(10);

    @TempDir
    private static Path directory;

    private static ApiServerAlone server;
    private static KubeClient kubectl;
    private static PodStandIn pods;
    private static DeployerAlone deployer;

    private String id;
    private String old;
    private String next;

    @BeforeAll
    static void start() throws Exception {
        server = ApiServerAlone.required(directory.resolve("api"));
        kubectl = server.client("kubectl-edit");
        pods = new PodStandIn(server.client("stand-in"));
        deployer = DeployerAlone.start(directory.resolve("deployer"), server.kubeconfig(), SETTINGS);
    }

    @AfterAll
    static void stop() {
        if (deployer != null) {
            deployer.close();
        }
        if (server != null) {
            pods.close();
            kubectl.close();
            server.close();
        }
    }

    @BeforeEach
    void install() {
        old = "1.%d.0".formatted(RELEASES.incrementAndGet());
        next = "1.%d.0".formatted(RELEASES.incrementAndGet());
        deployer.registry().release(old);
        id = deployer.registry().install(1).getFirst();
        deployer.resync();
        awaitServing(old);
    }

    @ParameterizedTest
    @EnumSource(names = {"crashed", "unready"})
    void whatFallsOverWhileItSoaksGivesTheRequestsBack(PodState fault) {
        release(PodState.ready);
        SOON.until(() -> route() == 2 && progressing().equals("Soaking"));
        assertThat(replicas(1)).as("the old revision runs").isEqualTo(1);

        pods.make(next, fault);

        SOON.until(() -> phase().equals("rolled_back"));
        assertThat(route()).isEqualTo(1);
        assertThat(outcome().at("/serving/version").asText()).isEqualTo(old);
        assertThat(outcome().at("/rejected/0/version").asText()).isEqualTo(next);
        assertThat(condition("Degraded").path("reason").asText()).isEqualTo("SoakFailed");
        assertThat(deployer.told(id)).last().satisfies(event -> {
            assertThat(event.path("verb").asText()).isEqualTo("rolled_back");
            assertThat(event.at("/outcome/rollout/reason").asText()).isEqualTo("SoakFailed");
        });
        SOON.until(() -> replicas(2) == 0);
        assertThat(replicas(1)).isEqualTo(1);
    }

    @Test
    void theOldRevisionIsKeptForAWhileAndThenStopped() {
        release(PodState.ready);
        SOON.until(() -> route() == 2);

        SOON.failFast("the old revision runs until the new one has proved itself", () -> !settled() && replicas(1) != 1)
                .until(this::settled);
        Instant succeeded = Instant.parse(outcome().at("/rollout/finished_at").asText());
        SOON.until(() -> replicas(1) == 0);

        assertThat(Duration.between(succeeded, Instant.now())).isGreaterThanOrEqualTo(KEEP);
        assertThat(Duration.between(
                        Instant.parse(outcome().at("/rollout/started_at").asText()), succeeded))
                .isGreaterThanOrEqualTo(SOAK);
        assertThat(route()).isEqualTo(2);
    }

    @Test
    void aPauseStopsARolloutAndItGoesOn() {
        release(PodState.starting);
        SOON.until(() -> replicas(2) == 1);

        pause(true);
        SOON.until(() -> lastTold("parked", "Paused"));
        assertThat(progressing()).isEqualTo("Paused");
        pods.make(next, PodState.ready);
        staysFor(MOMENT, () -> route() == 1);
        staysFor(DEADLINE, () -> outcome().path("rejected").isEmpty() && phase().equals("progressing"));

        pause(false);
        SOON.until(() -> route() == 2);
        SOON.until(() -> deployer.told(id).stream()
                        .filter(event -> event.path("verb").asText().equals("started"))
                        .filter(event ->
                                event.at("/outcome/target/version").asText().equals(next))
                        .count()
                == 2);
        assertThat(deployer.told(id).getLast().at("/outcome/conditions").findValuesAsText("reason"))
                .doesNotContain("Paused");
        awaitServing(next);
    }

    @Test
    void whatIsPausedIsNotPutRight() {
        pause(true);
        SOON.until(() -> lastTold("parked", "Paused"));
        scale(3);
        staysFor(MOMENT, () -> replicas(1) == 3);

        pause(false);
        SOON.until(() -> replicas(1) == 1);
        awaitRestored("replicas");
        SOON.until(() -> progressing().equals("Settled"));
    }

    @Test
    void whatIsScaledEditedOrDeletedComesBackAndIsTold() {
        scale(0);
        SOON.until(() -> replicas(1) == 1);
        awaitRestored("replicas");

        kubectl.merge(deployment(1), json("""
                {"spec": {"template": {"spec": {"containers": [{"name": "%s", "image": "elsewhere/bad"}]}}}}
                """.formatted(container().path("name").asText())));
        awaitRestored("image");
        assertThat(container().path("image").asText()).startsWith("127.0.0.1:5000/");

        kubectl.merge(service(), json("{\"spec\": {\"selector\": {\"slipway.io/revision\": \"7\"}}}"));
        awaitRestored("selector");
        assertThat(route()).isEqualTo(1);

        kubectl.delete(deployment(1));
        awaitRestored("missing");
        SOON.until(() ->
                replicas(1) == 1 && deployer.outcome(id).path("ready_replicas").asInt() == 1);
        assertThat(deployer.told(id))
                .extracting(event -> event.path("verb").asText())
                .containsOnly("started", "succeeded", "restored");
    }

    /** A pull that fails, a full cluster and a quota are nobody's fault. */
    @ParameterizedTest
    @EnumSource(names = {"unpullable", "unscheduled", "refused"})
    void whatTheInfrastructureDoesNotRunIsNotRejected(PodState fault) {
        release(fault);
        SOON.until(() -> condition("Stalled").path("status").asText().equals("True"));
        assertThat(condition("Stalled").path("reason").asText()).isEqualTo("Infrastructure");
        assertThat(deployer.told(id))
                .last()
                .extracting(event -> event.path("verb").asText())
                .isEqualTo("parked");
        staysFor(
                DEADLINE.plus(MOMENT),
                () -> outcome().path("rejected").isEmpty() && phase().equals("progressing") && route() == 1);

        pods.make(next, PodState.ready);

        awaitServing(next);
        assertThat(outcome().path("rejected")).isEmpty();
    }

    private void release(PodState state) {
        pods.make(next, state);
        deployer.registry().release(next);
        deployer.resync();
    }

    private void awaitServing(String version) {
        SOON.until(() -> settled() && outcome().at("/serving/version").asText().equals(version));
    }

    private boolean settled() {
        return phase().equals("available");
    }

    private static void staysFor(Duration time, Callable<Boolean> holds) {
        Awaitility.await()
                .during(time)
                .atMost(time.plusSeconds(1))
                .pollInterval(Duration.ofMillis(100))
                .until(holds);
    }

    private void awaitRestored(String what) {
        Predicate<JsonNode> tells = event -> event.path("verb").asText().equals("restored")
                && event.at("/outcome/restored/what").asText().contains(what);
        SOON.until(() -> deployer.told(id).stream().anyMatch(tells));
    }

    private boolean lastTold(String verb, String reason) {
        JsonNode last = deployer.told(id).getLast();
        return last.path("verb").asText().equals(verb)
                && last.at("/outcome/conditions").findValuesAsText("reason").contains(reason);
    }

    private JsonNode outcome() {
        return deployer.outcome(id);
    }

    private String phase() {
        return outcome().path("phase").asText();
    }

    private String progressing() {
        return condition("Progressing").path("reason").asText();
    }

    private JsonNode condition(String type) {
        return outcome()
                .path("conditions")
                .valueStream()
                .filter(one -> one.path("type").asText().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private void pause(boolean now) {
        kubectl.merge(
                service(),
                json("{\"metadata\": {\"annotations\": {\"slipway.io/paused\": %s}}}"
                        .formatted(now ? "\"true\"" : "null")));
    }

    private void scale(int replicas) {
        kubectl.merge(deployment(1), json("{\"spec\": {\"replicas\": %d}}".formatted(replicas)));
    }

    /** 0 when the requests go nowhere. */
    private int route() {
        List<JsonNode> services = all("/api/v1/services");
        return services.isEmpty()
                ? 0
                : services.getFirst()
                        .at("/spec/selector")
                        .path("slipway.io/revision")
                        .asInt();
    }

    /** -1 when there is no such revision. */
    private int replicas(int revision) {
        return all("/apis/apps/v1/deployments").stream()
                .filter(one -> one.at("/metadata/labels")
                        .path("slipway.io/revision")
                        .asText()
                        .equals(Integer.toString(revision)))
                .map(one -> one.at("/spec/replicas").asInt())
                .findFirst()
                .orElse(-1);
    }

    private JsonNode container() {
        return kubectl.get(deployment(1)).at("/spec/template/spec/containers/0");
    }

    private String service() {
        JsonNode service = all("/api/v1/services").getFirst();
        return "/api/v1/namespaces/%s/services/%s"
                .formatted(
                        service.at("/metadata/namespace").asText(),
                        service.at("/metadata/name").asText());
    }

    private String deployment(int revision) {
        return service().replace("/api/", "/apis/apps/").replace("/services/", "/deployments/") + "-r" + revision;
    }

    private List<JsonNode> all(String collection) {
        return kubectl.get(collection + "?labelSelector=slipway.io%2Finstallation%3D" + id)
                .path("items")
                .valueStream()
                .toList();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
