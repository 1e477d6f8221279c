package io.slipway.local.stack;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

import io.slipway.embedded.KafkaAccess;

/** The configuration that a service gets, as a private properties file: secrets never stand in process arguments. */
final class ServiceSettings {
    static final String USER = "slipway";

    private final Plan plan;
    private final String runtimeImage;

    /**
     * Settings for the services of one stack.
     *
     * @param runtimeImage of {@code java25}: repository@digest, without a host
     */
    ServiceSettings(Plan plan, String runtimeImage) {
        this.plan = plan;
        this.runtimeImage = runtimeImage;
    }

    Map<String, String> of(Service service) {
        var settings = new LinkedHashMap<String, String>();
        // Above environment variables (300) and system properties (400): the user's own must not leak in.
        settings.put("config_ordinal", "450");
        http(service, settings);
        database(service, settings);
        servers(settings);
        peers(service, settings);
        var sealing = plan.secrets().sealing().get(service.module());
        if (sealing != null) {
            settings.putAll(sealing.settings());
        }
        settings.putAll(
                switch (service) {
                    case REGISTRY_API -> registryApi();
                    case BUILD_ORCHESTRATOR ->
                        Map.of(
                                "slipway.builds.directory",
                                plan.directory().file("builds").toString());
                    case DEPLOYER -> deployer();
                });
        return settings;
    }

    private void http(Service service, Map<String, String> settings) {
        var ports = plan.ports().services().get(service);
        settings.put("quarkus.http.host", "127.0.0.1");
        settings.put("quarkus.http.port", Integer.toString(ports.http()));
        settings.put("quarkus.management.host", "127.0.0.1");
        settings.put("quarkus.management.port", Integer.toString(ports.management()));
        settings.put("quarkus.log.console.json.enabled", "true");
        settings.put("quarkus.banner.enabled", "false");
        // The supervisor waits longer than this (Service), so that what is under way can end.
        settings.put("quarkus.shutdown.timeout", service.shutdown().toSeconds() + "s");
        // Threads cost memory, and three services share this machine with the providers.
        settings.put("quarkus.vertx.event-loops-pool-size", "2");
        settings.put("quarkus.thread-pool.max-threads", "16");
    }

    private void database(Service service, Map<String, String> settings) {
        var address = "postgresql://127.0.0.1:" + plan.ports().postgres() + "/" + service.database();
        settings.put("quarkus.datasource.reactive.url", address);
        settings.put("quarkus.datasource.jdbc.url", "jdbc:" + address);
        settings.put("quarkus.datasource.username", service.database());
        settings.put("quarkus.datasource.password", plan.secrets().databases().get(service.database()));
    }

    private void servers(Map<String, String> settings) {
        KafkaAccess.clientProperties(
                        "127.0.0.1:" + plan.ports().kafka(),
                        USER,
                        plan.secrets().kafka())
                .forEach((name, value) -> settings.put("kafka." + name, value));
        settings.put("slipway.oci.registry", plan.registryAddress());
        settings.put("slipway.oci.username", USER);
        settings.put("slipway.oci.password", plan.secrets().registry());
        settings.put("slipway.oci.insecure", "true");
        // What was pushed here by hand can be named, by who has its login; what was built here cannot.
        var registries = new ArrayList<>(plan.imageRegistries());
        registries.addFirst("http://" + plan.registryAddress());
        settings.put("slipway.images.registries", String.join(",", registries));
    }

    private void peers(Service service, Map<String, String> settings) {
        settings.put("slipway.instance-id", service.module() + "-0");
        settings.put("slipway.internal.token", plan.secrets().internal());
        for (var peer : Service.values()) {
            if (peer != service) {
                settings.put("slipway." + peer.module() + ".url", plan.url(peer));
            }
        }
    }

    private Map<String, String> registryApi() {
        var settings = new LinkedHashMap<String, String>();
        settings.put("slipway.blobs.directory", plan.directory().file("blobs").toString());
        settings.put("slipway.runtimes.java25.version", Runtime.version().feature() + "." + update());
        settings.put("slipway.runtimes.java25.image", runtimeImage);
        settings.put("slipway.runtimes.static.version", "1");
        settings.put("slipway.installations.base-url", plan.gatewayUrl());
        plan.secrets().tokens().forEach((name, token) -> settings.put("slipway.organizations." + name, token));
        return settings;
    }

    private static String update() {
        var version = Runtime.version();
        return version.interim() + "." + version.update();
    }

    private Map<String, String> deployer() {
        if (plan.onKubernetes()) {
            return Cluster.settings(plan);
        }
        return Map.of(
                "slipway.cluster",
                "local",
                "slipway.node.url",
                plan.nodeUrl(),
                "slipway.node.token",
                plan.secrets().node(),
                "slipway.deployer.progress-deadline",
                "15s");
    }
}
