package io.slipway.local.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.slipway.local.node.NodeConfig;
import io.slipway.local.settings.RegistryAccess;

/**
 * Everything that is decided before anything starts.
 *
 * @param home the project's root, where the services are built
 * @param allPorts every one that it keeps for its next start too
 * @param imageRegistries that images may come from beside public ones and its own
 */
record Plan(
        StackDirectory directory,
        Path home,
        Secrets secrets,
        Ports ports,
        Set<Integer> allPorts,
        List<String> imageRegistries) {
    private static final Pattern REGISTRY = Pattern.compile("(http://)?[A-Za-z0-9.-]+:[0-9]{1,5}");

    /** A service's HTTP port and its management port. */
    record Pair(int http, int management) {}

    record Ports(
            int postgres,
            int kafka,
            int kafkaController,
            int registry,
            int node,
            int gateway,
            Map<Service, Pair> services) {}

    static Plan make(StackDirectory directory, Path home, int apiPort, List<String> imageRegistries)
            throws IOException {
        for (var registry : imageRegistries) {
            if (!REGISTRY.matcher(registry).matches()) {
                throw new StackFailure("'" + registry + "' is no registry: give host:port, or http://host:port");
            }
        }
        var book = PortBook.open(directory.file("ports.json"));
        var services = new EnumMap<Service, Pair>(Service.class);
        services.put(Service.REGISTRY_API, new Pair(book.lasting(PortBook.API, apiPort), book.any("api-management")));
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
                home,
                Secrets.open(directory.file("secrets.json")),
                ports,
                book.all(),
                List.copyOf(imageRegistries));
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
