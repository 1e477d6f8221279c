package io.slipway.e2e;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.awaitility.core.ConditionTimeoutException;

import static org.awaitility.Awaitility.await;

/**
 * Slipway in a cluster whose node is this machine, by {@code kubectl apply -k} of overlays/dev: in a namespace of its own, with
 * stand-ins for the images that cannot be pulled, and for what a bare cluster lacks (volumes, DNS, kube-proxy).
 */
final class InstalledSlipway implements AutoCloseable {
    static final String TAG = "under-test";
    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final int REGISTRY_PORT = 30500;
    private static final int API_SERVER_PORT = 16443;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Shell shell;
    private final String namespace;
    private final List<AutoCloseable> standIns = new ArrayList<>();
    private final Path overlay;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
    /** A ready address of each Service: questions for names come often, and asking the API server takes a process. */
    private volatile Map<String, InetAddress> endpoints = Map.of();

    private String acme = "";

    InstalledSlipway(Shell shell, String namespace) {
        this.shell = shell;
        this.namespace = namespace;
        this.overlay = shell.scratch().resolve("overlay");
    }

    void install() throws IOException, InterruptedException {
        standIn();
        secrets();
        volumes();
        apply(Map.of());
        awaitReady();
        apply(runtime());
        awaitReady();
    }

    Api as(String organization) {
        return new Api("http://" + address("registry-api").getHostAddress() + ":8080", organization, acme);
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
        InetSocketAddress api = new InetSocketAddress(server[0], Integer.parseInt(server[1]));
        standIns.add(new StandInPort(new InetSocketAddress(bridge, API_SERVER_PORT), () -> api));
        standIns.add(new StandInPort(
                new InetSocketAddress("127.0.0.1", REGISTRY_PORT),
                () -> new InetSocketAddress(address("registry"), 5000)));
        standIns.add(new StandInNames(
                bridge, name -> name.startsWith("kubernetes.") ? Optional.of(bridge) : endpoint(firstLabel(name))));
        watch.scheduleWithFixedDelay(this::lookAtEndpoints, 0, 2, TimeUnit.SECONDS);
        Files.createDirectories(overlay);
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

    private void secrets() throws IOException, InterruptedException {
        MadeSecrets secrets = MadeSecrets.make(shell, namespace);
        shell.run("kubectl", "create", "namespace", namespace);
        shell.run("kubectl", "apply", "--server-side", "-f", secrets.file().toString());
        acme = secrets.value("SLIPWAY_ORGANIZATIONS_ACME");
    }

    private static String java() {
        return ProcessHandle.current().info().command().orElse("java");
    }

    /** The cluster provisions none: directories of this machine, one for each claim. */
    private void volumes() throws IOException, InterruptedException {
        StringBuilder volumes = new StringBuilder();
        for (String claim : List.of("blobs", "postgres", "kafka", "registry")) {
            Path directory = Files.createDirectories(shell.scratch().resolve("volumes/" + claim));
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
        for (Path parent = shell.scratch().resolve("volumes");
                parent.startsWith(shell.scratch().getParent()); ) {
            Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-xr-x"));
            parent = parent.getParent();
        }
        Path file = Files.writeString(shell.scratch().resolve("volumes.yaml"), volumes);
        shell.run("kubectl", "apply", "--server-side", "-f", file.toString());
    }

    /** As docs/kubernetes.md has it: the base image is pushed, and its reference is a setting. */
    private Map<String, String> runtime() throws IOException, InterruptedException {
        Path settings = shell.scratch().resolve("runtime.properties");
        Path local = StackUnderTest.ROOT.resolve("local/target");
        new Shell(
                        Map.of("SLIPWAY_OCI_REGISTRY", "127.0.0.1:" + REGISTRY_PORT, "SLIPWAY_OCI_INSECURE", "true"),
                        shell.scratch())
                .run(
                        java(),
                        "-cp",
                        local.resolve("lib") + "/*:" + local.resolve("local-0.1.0.jar"),
                        "io.slipway.local.stack.runtime.PushRuntime",
                        settings.toString());
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(settings)) {
            properties.load(reader);
        }
        return Map.of(
                "SLIPWAY_RUNTIMES_JAVA25_VERSION", properties.getProperty("slipway.runtimes.java25.version"),
                "SLIPWAY_RUNTIMES_JAVA25_IMAGE", properties.getProperty("slipway.runtimes.java25.image"));
    }

    private void apply(Map<String, String> settings) throws IOException, InterruptedException {
        Path dev =
                overlay.toRealPath().relativize(StackUnderTest.ROOT.toRealPath().resolve("k8s/overlays/dev"));
        StringBuilder kustomization =
                new StringBuilder("""
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                namespace: %1$s
                resources: [%2$s]
                images:
                  - { name: slipway/registry-api, newTag: %3$s }
                  - { name: slipway/build-orchestrator, newTag: %3$s }
                  - { name: slipway/deployer, newTag: %3$s }
                  - { name: postgres, newName: %4$s, newTag: %3$s }
                  - { name: apache/kafka, newName: %4$s, newTag: %3$s }
                  - { name: registry, newName: %4$s, newTag: %3$s }
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
                        value: { name: KUBERNETES_SERVICE_PORT, value: "%5$d" }
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
                """.formatted(namespace, dev, TAG, ContainerImages.SERVERS, API_SERVER_PORT));
        settings.forEach((name, value) -> kustomization
                .append("      - ")
                .append(name)
                .append('=')
                .append(value)
                .append('\n'));
        Files.writeString(overlay.resolve("kustomization.yaml"), kustomization);
        shell.run("kubectl", "apply", "--server-side", "-k", overlay.toString());
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

    @Override
    public void close() throws Exception {
        watch.shutdownNow();
        for (String tenant : tenants()) {
            shell.attempt("kubectl", "delete", tenant, "--wait=false");
        }
        shell.attempt("kubectl", "delete", "namespace", namespace, "--wait=true", "--timeout=180s");
        shell.attempt("kubectl", "delete", "clusterrole,clusterrolebinding", namespace);
        shell.attempt("kubectl", "delete", "persistentvolume", "-l", "slipway-test=" + namespace);
        for (AutoCloseable standIn : standIns) {
            standIn.close();
        }
    }
}
