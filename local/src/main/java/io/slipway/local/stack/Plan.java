package io.slipway.local.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.slipway.local.kubernetes.ClusterAccess;
import io.slipway.local.node.NodeConfig;
import io.slipway.local.settings.RegistryAccess;
import io.slipway.local.stack.child.Orphans;

/**
 * Everything that is decided before anything starts.
 *
 * @param home the project's root, where the services are built
 * @param allPorts every one that it keeps for its next start too
 * @param imageRegistries that images may come from beside public ones and its own
 * @param cluster where providers run
 */
record Plan(
        StackDirectory directory,
        Path home,
        Secrets secrets,
        Ports ports,
        Set<Integer> allPorts,
        List<String> imageRegistries,
        ClusterKind cluster) {
    /** The login to the cluster, in the data directory. */
    static final String KUBECONFIG = "kubeconfig";

    private static final int PREFIX_DIGITS = 6;
    private static final Pattern REGISTRY = Pattern.compile("(http://)?[A-Za-z0-9.-]+:[0-9]{1,5}");

    /** A service's HTTP port and its management port. */
    record Pair(int http, int management) {}

    /** @param node of its API, or of the proxy of the API server that is there instead */
    record Ports(
            int postgres,
            int kafka,
            int kafkaController,
            int registry,
            int node,
            int gateway,
            Map<Service, Pair> services) {}

    static Plan make(StackDirectory directory, StackOptions options, ClusterKind cluster) throws IOException {
        for (var registry : options.imageRegistries()) {
            if (!REGISTRY.matcher(registry).matches()) {
                throw new StackFailure("'" + registry + "' is no registry: give host:port, or http://host:port");
            }
        }
        var book = PortBook.open(directory.file("ports.json"));
        var services = new EnumMap<Service, Pair>(Service.class);
        services.put(
                Service.REGISTRY_API,
                new Pair(book.lasting(PortBook.API, options.apiPort()), book.any("api-management")));
        for (var service : new Service[] {Service.BUILD_ORCHESTRATOR, Service.DEPLOYER}) {
            services.put(service, new Pair(book.any(service.module()), book.any(service.module() + "-management")));
        }
        var ports = new Ports(
                book.any("postgres"),
                book.lasting("kafka", 0),
                book.any("kafka-controller"),
                book.lasting("registry", 0),
                book.any("node"),
                book.lasting("gateway", 0),
                services);
        book.save();
        return new Plan(
                directory,
                options.home(),
                Secrets.open(directory.file("secrets.json")),
                ports,
                book.all(),
                options.imageRegistries(),
                cluster);
    }

    String url(Service service) {
        return "http://127.0.0.1:" + ports.services().get(service).http();
    }

    String readyUrl(Service service) {
        return "http://127.0.0.1:" + ports.services().get(service).management() + "/q/health/ready";
    }

    String gatewayUrl() {
        return "http://127.0.0.1:" + ports.gateway();
    }

    String nodeUrl() {
        return "http://127.0.0.1:" + ports.node();
    }

    boolean onKubernetes() {
        return cluster == ClusterKind.kubernetes;
    }

    Path kubeconfig() {
        return directory.file(KUBECONFIG);
    }

    /** What names of this stack's namespaces begin with: several stacks may use one cluster. */
    String namespacePrefix() {
        try {
            var hash =
                    MessageDigest.getInstance("SHA-256").digest(secrets.stack().getBytes(StandardCharsets.UTF_8));
            return "slipway-" + HexFormat.of().formatHex(hash).substring(0, PREFIX_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** @param cluster whether the child is let into the cluster, if there is one */
    Map<String, String> childEnvironment(boolean cluster) {
        var environment = new HashMap<>(Map.of(Orphans.TOKEN_VARIABLE, secrets.stack()));
        if (cluster && onKubernetes()) {
            environment.putAll(ClusterAccess.environment(kubeconfig().toString()));
        }
        return environment;
    }

    NodeConfig node() {
        return new NodeConfig(
                directory.file("node"),
                NodeConfig.LOOPBACK,
                ports.node(),
                ports.gateway(),
                secrets.node(),
                registry(),
                allPorts);
    }

    RegistryAccess registry() {
        return RegistryAccess.loopback(registryAddress(), ServiceSettings.USER, secrets.registry());
    }

    String registryAddress() {
        return "127.0.0.1:" + ports.registry();
    }
}
