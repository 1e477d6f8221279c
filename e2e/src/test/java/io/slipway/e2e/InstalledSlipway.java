package io.slipway.e2e;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.e2e.EventLog.Seen;
import org.awaitility.core.ConditionTimeoutException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Slipway in a cluster whose node is this machine, by {@code kubectl apply -k} of overlays/dev: in a namespace of its own, with
 * stand-ins for the images that cannot be pulled, and for what a bare cluster lacks (volumes, DNS, kube-proxy).
 */
final class InstalledSlipway implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(6);
    static final int REGISTRY_PORT = 30500;
    private static final int API_SERVER_PORT = 16443;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Shell shell;
    private final String namespace;
    private final List<AutoCloseable> standIns = new ArrayList<>();
    private final Path manifests;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
    /** A ready address of each Service: questions for names come often, and asking the API server takes a process. */
    private volatile Map<String, InetAddress> endpoints = Map.of();

    private StandInPort api;
    private int rounds;

    /** @param manifests a copy of k8s/, which is made to fit this machine */
    InstalledSlipway(Shell shell, String namespace, Path manifests) throws IOException, InterruptedException {
        this.shell = shell;
        this.namespace = namespace;
        this.manifests = manifests;
        standIn();
    }

    /** The same by {@link #port}, which leads to whatever pod there is. */
    Api acmeByPort() throws IOException, InterruptedException {
        return new Api("http://127.0.0.1:" + port(), "acme", acme().token());
    }

    /** registry-api at a pod, as the owner of acme. */
    Api acme() throws IOException, InterruptedException {
        String token = shell.run(
                "kubectl",
                "-n",
                namespace,
                "get",
                "secret",
                "slipway-organizations",
                "-o",
                "jsonpath={.data.SLIPWAY_ORGANIZATIONS_ACME}");
        return new Api(
                "http://" + address("registry-api").getHostAddress() + ":8080",
                "acme",
                new String(Base64.getDecoder().decode(token), StandardCharsets.US_ASCII));
    }

    /** A port of this machine that leads to registry-api, wherever it is. */
    int port() {
        return api.port();
    }

    private void standIn() throws IOException, InterruptedException {
        InetAddress bridge = bridge(shell.run(
                "docker",
                "network",
                "inspect",
                "bridge",
                "--format",
                "{{index .Options \"com.docker.network.bridge.name\"}}"));
        String[] server = shell.run(
                        "kubectl", "config", "view", "--minify", "-o", "jsonpath={.clusters[0].cluster.server}")
                .replace("https://", "")
                .split(":", 2);
        InetSocketAddress apiServer = new InetSocketAddress(server[0], Integer.parseInt(server[1]));
        standIns.add(new StandInPort(new InetSocketAddress(bridge, API_SERVER_PORT), () -> apiServer));
        standIns.add(new StandInPort(
                new InetSocketAddress("127.0.0.1", REGISTRY_PORT),
                () -> new InetSocketAddress(address("registry"), 5000)));
        api = new StandInPort(
                new InetSocketAddress("127.0.0.1", 0), () -> new InetSocketAddress(address("registry-api"), 8080));
        standIns.add(api);
        standIns.add(new StandInNames(
                bridge, name -> name.startsWith("kubernetes.") ? Optional.of(bridge) : endpoint(firstLabel(name))));
        watch.scheduleWithFixedDelay(this::lookAtEndpoints, 0, 2, TimeUnit.SECONDS);
        replace("base/namespace.yaml", "name: slipway", "name: " + namespace);
        replace("volumes.yaml", "namespace: slipway", "namespace: " + namespace);
        replace("volumes.yaml", "postgres:18", ContainerImages.SERVERS + ":" + ContainerImages.TAG);
        dev(bridge);
        Path production = Files.createDirectories(manifests.resolve("production-here"));
        Files.writeString(production.resolve("kustomization.yaml"), """
                namespace: %s
                resources: [../overlays/production-before-1.21]
                """.formatted(namespace));
    }

    private void replace(String file, String what, String by) throws IOException {
        String text = Files.readString(manifests.resolve(file));
        assertThat(text).contains(what);
        Files.writeString(manifests.resolve(file), text.replace(what, by));
    }

    /** This machine, as its pods see it. */
    private static InetAddress bridge(String network) throws IOException {
        return NetworkInterface.getByName(network)
                .inetAddresses()
                .filter(Inet4Address.class::isInstance)
                .findFirst()
                .orElseThrow();
    }

    private static String firstLabel(String name) {
        return name.substring(0, name.indexOf('.'));
    }

    private InetAddress address(String service) {
        return endpoint(service).orElseThrow(() -> new IllegalStateException(service + " has no pod"));
    }

    private Optional<InetAddress> endpoint(String service) {
        return Optional.ofNullable(endpoints.get(service));
    }

    /** What it knew stays, when it cannot be asked. */
    private void lookAtEndpoints() {
        try {
            Map<String, InetAddress> found = new HashMap<>();
            for (JsonNode service : list("endpoints")) {
                String address = service.at("/subsets/0/addresses/0/ip").asText();
                if (!address.isEmpty()) {
                    found.put(service.at("/metadata/name").asText(), InetAddress.getByName(address));
                }
            }
            endpoints = Map.copyOf(found);
        } catch (IOException | RuntimeException e) {
            System.err.println("endpoints: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** host:port of a pod behind a Service of a tenant's. */
    String provider(String tenant, String service) throws IOException, InterruptedException {
        return ready(tenant, service, "jsonpath={.subsets[0].addresses[0].ip}:{.subsets[0].ports[0].port}");
    }

    /** As a Service would choose it: an address that is ready. */
    private String ready(String where, String service, String path) throws IOException, InterruptedException {
        return shell.attempt("kubectl", "-n", where, "get", "endpoints", service, "-o", path)
                .output();
    }

    /** Names of tenants' namespaces. */
    List<String> tenants() throws IOException, InterruptedException {
        return shell.run("kubectl", "get", "namespaces", "-o", "name")
                .lines()
                .filter(name -> name.startsWith("namespace/" + tenantPrefix()))
                .toList();
    }

    private String tenantPrefix() {
        return namespace + "-";
    }

    /** The cluster provisions none: new directories of this machine, one for each claim. */
    void volumes() throws IOException, InterruptedException {
        rounds++;
        StringBuilder volumes = new StringBuilder();
        for (String claim : List.of("blobs", "postgres", "kafka", "registry")) {
            Path directory = Files.createDirectories(shell.scratch().resolve("volumes/" + rounds + "/" + claim));
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
            volumes.append("""
                    apiVersion: v1
                    kind: PersistentVolume
                    metadata: { name: %s-%s, labels: { slipway-test: %s } }
                    spec:
                      capacity: { storage: 20Gi }
                      accessModes: [ReadWriteOnce]
                      persistentVolumeReclaimPolicy: Retain
                      hostPath: { path: %s }
                      claimRef: { namespace: %s, name: %s }
                    ---
                    """.formatted(namespace, claim, namespace, directory, namespace, claim));
        }
        // The parents' too: kubelet and pods have other users than this test.
        for (Path parent = shell.scratch().resolve("volumes/" + rounds);
                parent.startsWith(shell.scratch().getParent()); ) {
            Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-xr-x"));
            parent = parent.getParent();
        }
        Path file = Files.writeString(shell.scratch().resolve("volumes.yaml"), volumes);
        shell.run("kubectl", "apply", "--server-side", "-f", file.toString());
    }

    /** overlays/dev, and around it what a bare cluster wants. */
    private void dev(InetAddress bridge) throws IOException {
        Path overlay = Files.createDirectories(manifests.resolve("dev-here"));
        Files.writeString(overlay.resolve("bare.yaml"), """
                - op: add
                  path: /spec/template/spec/dnsPolicy
                  value: None
                - op: add
                  path: /spec/template/spec/dnsConfig
                  value:
                    nameservers: [%s]
                    searches: [%s.svc.cluster.local, svc.cluster.local, cluster.local]
                    options: [{ name: ndots, value: "5" }]
                """.formatted(bridge.getHostAddress(), namespace));
        Files.writeString(overlay.resolve("kustomization.yaml"), """
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                namespace: %1$s
                resources: [../overlays/dev]
                images:
                  - { name: postgres, newName: %3$s, newTag: %2$s }
                  - { name: apache/kafka, newName: %3$s, newTag: %2$s }
                  - { name: registry, newName: %3$s, newTag: %2$s }
                patches:
                  - { path: bare.yaml, target: { kind: Deployment } }
                  - { path: bare.yaml, target: { kind: StatefulSet } }
                  - target: { kind: StatefulSet, name: postgres }
                    patch: |
                      - { op: add, path: /spec/template/spec/containers/0/args, value: [postgres] }
                  - target: { kind: StatefulSet, name: kafka }
                    patch: |
                      - { op: add, path: /spec/template/spec/containers/0/args, value: [kafka] }
                  - target: { kind: StatefulSet, name: registry }
                    patch: |
                      - { op: add, path: /spec/template/spec/containers/0/args, value: [registry] }
                  - target: { kind: Deployment, name: deployer }
                    patch: |
                      - op: add
                        path: /spec/template/spec/containers/0/env/-
                        value: { name: KUBERNETES_SERVICE_HOST, value: kubernetes.default.svc }
                      - op: add
                        path: /spec/template/spec/containers/0/env/-
                        value: { name: KUBERNETES_SERVICE_PORT, value: "%4$d" }
                  - target: { kind: ClusterRole }
                    options: { allowNameChange: true }
                    patch: |
                      - { op: replace, path: /metadata/name, value: %1$s }
                  - target: { kind: ClusterRoleBinding }
                    options: { allowNameChange: true }
                    patch: |
                      - { op: replace, path: /metadata/name, value: %1$s }
                      - { op: replace, path: /roleRef/name, value: %1$s }
                configMapGenerator:
                  - name: slipway
                    behavior: merge
                    literals:
                      - SLIPWAY_KUBERNETES_NAMESPACE_PREFIX=%1$s
                """.formatted(
                        namespace, ContainerImages.TAG, ContainerImages.SERVERS, API_SERVER_PORT));
    }

    /** Of the services' images, from the next apply on. */
    void images(String tag) throws IOException {
        Path overlay = manifests.resolve("dev-here/kustomization.yaml");
        StringBuilder images = new StringBuilder("images:\n");
        for (String service : List.of("registry-api", "build-orchestrator", "deployer")) {
            images.append("  - { name: slipway/%s, newTag: %s }\n".formatted(service, tag));
        }
        Files.writeString(
                overlay,
                Files.readString(overlay)
                        .replaceAll("(?m)^  - \\{ name: slipway/.*\n", "")
                        .replace("images:\n", images));
    }

    /** registry-api is never away, from the next apply on: its volume is a directory of the one node that there is. */
    void withoutPause() throws IOException {
        Path overlay = manifests.resolve("dev-here/kustomization.yaml");
        Files.writeString(overlay, Files.readString(overlay).replace("patches:\n", """
                        patches:
                          - target: { kind: Deployment, name: registry-api }
                            patch: |
                              - op: replace
                                path: /spec/strategy
                                value: { type: RollingUpdate, rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }
                        """));
    }

    void apply() throws IOException, InterruptedException {
        shell.run(
                "kubectl",
                "apply",
                "--server-side",
                "-k",
                manifests.resolve("dev-here").toString());
    }

    /** All that the topics hold, each event once. */
    List<Seen> events() throws IOException, InterruptedException {
        String dump = shell.run(
                "kubectl",
                "-n",
                namespace,
                "exec",
                "kafka-0",
                "--",
                "java",
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                "/opt/classes:/opt/lib/*",
                "io.slipway.e2e.EventDump",
                "kafka:9092",
                "slipway.versions",
                "slipway.builds",
                "slipway.installations",
                "slipway.rollouts");
        List<Seen> events = new ArrayList<>();
        for (String line : dump.lines().filter(each -> each.startsWith("{")).toList()) {
            events.add(JSON.readValue(line, Seen.class));
        }
        return EventLog.once(events);
    }

    /** Every Deployment and StatefulSet, with what was applied last. */
    void awaitReady() throws IOException, InterruptedException {
        try {
            await("everything is ready")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(2))
                    .ignoreExceptions()
                    .until(this::ready);
        } catch (ConditionTimeoutException e) {
            throw new IllegalStateException(state(), e);
        }
    }

    private boolean ready() throws IOException, InterruptedException {
        JsonNode items = list("deployments,statefulsets");
        for (JsonNode item : items) {
            JsonNode status = item.path("status");
            int wanted = item.path("spec").path("replicas").asInt();
            if (status.path("observedGeneration").asLong()
                            < item.path("metadata").path("generation").asLong()
                    || status.path("updatedReplicas").asInt() < wanted
                    || status.path("readyReplicas").asInt() < wanted
                    || status.path("replicas").asInt() > wanted) {
                return false;
            }
        }
        return !items.isEmpty();
    }

    private JsonNode list(String kinds) throws IOException, InterruptedException {
        return JSON.readTree(shell.run("kubectl", "-n", namespace, "get", kinds, "-o", "json"))
                .path("items");
    }

    private String state() throws IOException, InterruptedException {
        StringBuilder state = new StringBuilder(shell.attempt("kubectl", "-n", namespace, "get", "pods", "-o", "wide")
                .output());
        state.append('\n')
                .append(shell.attempt("kubectl", "-n", namespace, "get", "events")
                        .output());
        for (JsonNode pod : list("pods")) {
            String name = pod.path("metadata").path("name").asText();
            state.append("\n--- ").append(name).append('\n');
            state.append(shell.attempt("kubectl", "-n", namespace, "logs", name, "--tail=30")
                    .output());
        }
        return state.toString();
    }

    /** At once: by itself registry-api would wait for its PostgreSQL, which goes at the same time. */
    private void end() throws IOException, InterruptedException {
        shell.attempt("kubectl", "-n", namespace, "delete", "pods", "--all", "--grace-period=1", "--wait=false");
        shell.attempt("kubectl", "delete", "namespace", namespace, "--timeout=180s");
    }

    /** The namespace goes, and its volumes are empty ones from then on. */
    void empty() throws IOException, InterruptedException {
        end();
        shell.run("kubectl", "delete", "persistentvolume", "-l", "slipway-test=" + namespace);
        volumes();
    }

    @Override
    public void close() throws Exception {
        watch.shutdownNow();
        // The deployer first: it would make them again.
        end();
        for (String tenant : tenants()) {
            shell.attempt("kubectl", "delete", tenant, "--wait=false");
        }
        shell.attempt("kubectl", "delete", "clusterrole,clusterrolebinding", namespace);
        shell.attempt("kubectl", "delete", "persistentvolume", "-l", "slipway-test=" + namespace);
        for (AutoCloseable standIn : standIns) {
            standIn.close();
        }
    }
}
