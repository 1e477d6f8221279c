package io.slipway.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** What kustomize makes of each overlay: no cluster is asked. */
class KubernetesManifestsTest {
    private static final Path ROOT = StackUnderTest.ROOT;
    private static final Set<String> WORKLOADS = Set.of("Deployment", "StatefulSet");
    private static final Set<String> SERVICES = Set.of("registry-api", "build-orchestrator", "deployer");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"dev", "production", "production-before-1.21"})
    void containersMayDoNothingButTheirWork(String overlay) throws Exception {
        for (JsonNode workload : workloads(overlay)) {
            JsonNode pod = workload.at("/spec/template/spec");
            String name = name(workload);
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean())
                    .as(name)
                    .isTrue();
            assertThat(pod.at("/securityContext/runAsUser").asLong()).as(name).isPositive();
            assertThat(pod.at("/securityContext/seccompProfile/type").asText())
                    .as(name)
                    .isEqualTo("RuntimeDefault");
            assertThat(pod.path("hostNetwork").asBoolean()
                            || pod.path("hostPID").asBoolean())
                    .as(name)
                    .isFalse();
            assertThat(pod.path("volumes")).as(name).noneMatch(volume -> volume.has("hostPath"));
            for (JsonNode container : pod.path("containers")) {
                JsonNode security = container.path("securityContext");
                assertThat(security.path("readOnlyRootFilesystem").asBoolean())
                        .as(name)
                        .isTrue();
                assertThat(security.path("allowPrivilegeEscalation").asBoolean(true))
                        .as(name)
                        .isFalse();
                assertThat(security.at("/capabilities/drop/0").asText())
                        .as(name)
                        .isEqualTo("ALL");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "production", "production-before-1.21"})
    void containersSayWhatTheyNeedAndHowTheyAre(String overlay) throws Exception {
        for (JsonNode workload : workloads(overlay)) {
            for (JsonNode container : workload.at("/spec/template/spec/containers")) {
                String name = name(workload);
                assertThat(container.at("/resources/requests/cpu").asText())
                        .as(name)
                        .isNotEmpty();
                assertThat(container.at("/resources/requests/memory").asText())
                        .as(name)
                        .isNotEmpty();
                assertThat(container.at("/resources/limits/memory").asText())
                        .as(name)
                        .isNotEmpty();
                assertThat(container.path("image").asText()).as(name).matches(".+(@sha256:[0-9a-f]{64}|:[\\w.-]+)");
                assertThat(container.path("image").asText()).as(name).doesNotEndWith(":latest");
                for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
                    assertThat(container.has(probe)).as(name + " " + probe).isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "production", "production-before-1.21"})
    void servicesAreAskedOnTheManagementPort(String overlay) throws Exception {
        for (JsonNode workload : services(overlay)) {
            for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
                assertThat(workload.at("/spec/template/spec/containers/0/" + probe + "/httpGet/port")
                                .asText())
                        .as(name(workload))
                        .isEqualTo("management");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "production", "production-before-1.21"})
    void theDeployerAloneGetsATokenOfTheApiServer(String overlay) throws Exception {
        for (JsonNode workload : workloads(overlay)) {
            assertThat(workload.at("/spec/template/spec/automountServiceAccountToken")
                            .asBoolean(true))
                    .as(name(workload))
                    .isEqualTo(name(workload).equals("deployer"));
        }
    }

    /** They end in time, and by themselves: quarkus.shutdown.timeout, and the delay ahead of it. */
    @ParameterizedTest
    @ValueSource(strings = {"dev", "production", "production-before-1.21"})
    void podsGetTheTimeThatTheirServiceTakesToEnd(String overlay) throws Exception {
        for (JsonNode workload : services(overlay)) {
            long grace = workload.at("/spec/template/spec/terminationGracePeriodSeconds")
                    .asLong();
            assertThat(grace).as(name(workload)).isGreaterThan(shutdown(name(workload)) + delay(workload));
        }
    }

    private static long shutdown(String service) throws IOException {
        try (var lines = Files.lines(ROOT.resolve(service + "/src/main/resources/application.properties"))) {
            return lines.filter(line -> line.startsWith("quarkus.shutdown.timeout="))
                    .map(line -> line.replaceAll("[^0-9]", ""))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static long delay(JsonNode workload) {
        for (JsonNode variable : workload.at("/spec/template/spec/containers/0/env")) {
            if (variable.path("name").asText().equals("QUARKUS_SHUTDOWN_DELAY")) {
                return Long.parseLong(variable.path("value").asText().replace("s", ""));
            }
        }
        return 0;
    }

    @ParameterizedTest
    @ValueSource(strings = {"production", "production-before-1.21"})
    void inProductionNoServiceIsAwayDuringAnUpgrade(String overlay) throws Exception {
        for (JsonNode workload : services(overlay)) {
            assertThat(workload.at("/spec/replicas").asInt()).as(name(workload)).isGreaterThan(1);
            assertThat(workload.at("/spec/strategy/rollingUpdate/maxUnavailable")
                            .asInt(1))
                    .as(name(workload))
                    .isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "production", "production-before-1.21"})
    void secretsAreNamedAndNotWritten(String overlay) throws Exception {
        List<JsonNode> objects = render(overlay);
        assertThat(objects).noneMatch(object -> kind(object).equals("Secret"));
        List<String> made =
                MadeSecrets.make(new Shell(Map.of(), directory), "slipway").keys();
        for (JsonNode object : objects) {
            assertThat(object.findValues("secretKeyRef"))
                    .as(name(object))
                    .allMatch(reference -> reference.path("optional").asBoolean()
                            || made.contains(reference.path("name").asText() + "/"
                                    + reference.path("key").asText()));
            assertThat(object.findValues("secretRef"))
                    .as(name(object))
                    .allMatch(reference -> reference.path("optional").asBoolean()
                            || made.stream()
                                    .anyMatch(key -> key.startsWith(
                                            reference.path("name").asText() + "/")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "production", "production-before-1.21"})
    void everyPodIsShutOffUntilAPolicyOpensIt(String overlay) throws Exception {
        JsonNode deny = render(overlay).stream()
                .filter(object ->
                        kind(object).equals("NetworkPolicy") && name(object).equals("default-deny"))
                .findFirst()
                .orElseThrow();
        assertThat(deny.at("/spec/podSelector")).isEmpty();
        assertThat(deny.at("/spec/policyTypes")).extracting(JsonNode::asText).containsExactly("Ingress", "Egress");
        assertThat(deny.path("spec").has("ingress") || deny.path("spec").has("egress"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = "production")
    void thePageTellsEveryRightThatTheDeployerHas(String overlay) throws Exception {
        List<String> rights = new ArrayList<>();
        for (JsonNode object : render(overlay)) {
            if (kind(object).equals("ClusterRole") || kind(object).equals("Role")) {
                String where = kind(object).equals("Role") ? "its own namespace" : "everywhere";
                object.path("rules")
                        .forEach(rule -> rights.add("| %s | %s | %s | %s |"
                                .formatted(
                                        where,
                                        words(rule, "resources"),
                                        words(rule, "apiGroups"),
                                        words(rule, "verbs"))));
            }
        }
        try (var lines = Files.lines(ROOT.resolve("docs/kubernetes.md"))) {
            assertThat(lines.filter(line -> line.startsWith("| everywhere |") || line.startsWith("| its own"))
                            .map(line -> line.replaceAll("\\|[^|]*\\|$", "|")))
                    .as("docs/kubernetes.md, without its last column")
                    .containsExactlyElementsOf(rights);
        }
    }

    /** {@link KubernetesInstallTest} runs what is read here, and fails when something is left. */
    @Test
    void everyExampleOfThePageIsRun() throws Exception {
        List<String> read = KubernetesPage.parse().steps().stream()
                .flatMap(step -> Stream.concat(step.commands().lines(), step.expected().stream()))
                .toList();
        try (var lines = KubernetesPage.text().lines()) {
            assertThat(lines.filter(line -> line.startsWith("    "))
                            .map(line -> line.strip().replaceFirst("^#=> ", "")))
                    .as("indented lines of docs/kubernetes.md")
                    .containsExactlyElementsOf(read.stream().map(String::strip).toList());
        }
        assertThat(KubernetesPage.text()).doesNotContain("```", "<!-- not run -->", "<!-- run no more -->");
    }

    private static String words(JsonNode rule, String field) {
        return StreamSupport.stream(rule.path(field).spliterator(), false)
                .map(value -> value.asText().isEmpty() ? "core" : value.asText())
                .collect(Collectors.joining(", "));
    }

    private List<JsonNode> services(String overlay) throws IOException, InterruptedException {
        List<JsonNode> services = workloads(overlay).stream()
                .filter(workload -> SERVICES.contains(name(workload)))
                .toList();
        assertThat(services).hasSameSizeAs(SERVICES);
        return services;
    }

    private List<JsonNode> workloads(String overlay) throws IOException, InterruptedException {
        return render(overlay).stream()
                .filter(object -> WORKLOADS.contains(kind(object)))
                .toList();
    }

    private static String kind(JsonNode object) {
        return object.path("kind").asText();
    }

    private static String name(JsonNode object) {
        return object.at("/metadata/name").asText();
    }

    private List<JsonNode> render(String overlay) throws IOException, InterruptedException {
        Shell shell = new Shell(Map.of(), directory);
        assumeThat(kubectl(shell)).as("there is a kubectl").isTrue();
        return Yaml.documents(shell.run("kubectl", "kustomize", "k8s/overlays/" + overlay));
    }

    private static boolean kubectl(Shell shell) throws InterruptedException {
        try {
            return shell.attempt("kubectl", "version", "--client").exit() == 0;
        } catch (IOException e) {
            System.err.println("kubectl is missing: the manifests in k8s were not looked at");
            return false;
        }
    }
}
