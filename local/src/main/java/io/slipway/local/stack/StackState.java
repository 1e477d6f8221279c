package io.slipway.local.stack;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.slipway.contracts.Topics;

/** {@code stack.json}: what the CLI reads to find the running stack. */
record StackState(
        long pid,
        Instant startedAt,
        String apiUrl,
        String gatewayUrl,
        @JsonUnwrapped Running running,
        Map<String, String> tokens,
        @JsonInclude(JsonInclude.Include.NON_NULL) NodeAccess node,
        @JsonInclude(JsonInclude.Include.NON_NULL) ClusterUsed kubernetes,
        Map<String, ServiceProcess> services) {

    record Running(Broker kafka, Registry registry) {}

    record Broker(String bootstrap, String username, String password, List<String> topics) {}

    record Registry(String address, String username, String password) {}

    record NodeAccess(String url, String token) {}

    /** Where providers run when there is no node. */
    record ClusterUsed(String kubeconfig, String namespacePrefix) {}

    record ServiceProcess(long pid, int port, int managementPort) {}

    static StackState of(Plan plan, Instant startedAt, Map<Service, Long> pids) {
        var secrets = plan.secrets();
        var services = new TreeMap<String, ServiceProcess>();
        pids.forEach((service, pid) -> {
            var ports = plan.ports().services().get(service);
            services.put(service.module(), new ServiceProcess(pid, ports.http(), ports.management()));
        });
        return new StackState(
                ProcessHandle.current().pid(),
                startedAt,
                plan.url(Service.REGISTRY_API),
                plan.gatewayUrl(),
                new Running(
                        new Broker(
                                "127.0.0.1:" + plan.ports().kafka(), ServiceSettings.USER, secrets.kafka(), Topics.ALL),
                        new Registry(plan.registryAddress(), ServiceSettings.USER, secrets.registry())),
                secrets.tokens(),
                plan.onKubernetes() ? null : new NodeAccess(plan.nodeUrl(), secrets.node()),
                plan.onKubernetes() ? new ClusterUsed(plan.kubeconfig().toString(), plan.namespacePrefix()) : null,
                services);
    }
}
