package io.slipway.deployer.cluster.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpecBuilder;

/** Who may talk to whom: nothing goes, but for what is allowed here. */
final class TenantNetwork {
    private final KubernetesConfig.Network config;

    TenantNetwork(KubernetesConfig.Network config) {
        this.config = config;
    }

    List<NetworkPolicy> policies(Function<String, ObjectMeta> meta) {
        return List.of(
                policy(
                        meta.apply("slipway-default-deny"),
                        specOf("Ingress", "Egress").build()),
                policy(meta.apply("slipway-allow-dns"), dns()),
                policy(meta.apply("slipway-allow-requests"), requests()),
                policy(meta.apply("slipway-allow-egress"), egress()));
    }

    /** To anywhere: a cluster's resolver is a pod, a process of the node, or another machine. */
    private static NetworkPolicySpec dns() {
        return specOf("Egress")
                .addNewEgress()
                .withPorts(port("UDP", new IntOrString(53)), port("TCP", new IntOrString(53)))
                .endEgress()
                .build();
    }

    /** To the port that providers listen on: from the same tenant, and from namespaces that are no tenant's. */
    private NetworkPolicySpec requests() {
        List<NetworkPolicyPeer> peers = new ArrayList<>();
        peers.add(new NetworkPolicyPeerBuilder()
                .withNewPodSelector()
                .endPodSelector()
                .build());
        peers.add(new NetworkPolicyPeerBuilder()
                .withNewNamespaceSelector()
                .addNewMatchExpression()
                .withKey(Labels.ORGANIZATION)
                .withOperator("DoesNotExist")
                .endMatchExpression()
                .endNamespaceSelector()
                .build());
        config.ingress().stream()
                .flatMap(List::stream)
                .map(cidr -> block(cidr, List.of()))
                .forEach(peers::add);
        return specOf("Ingress")
                .addNewIngress()
                .withPorts(port("TCP", new IntOrString(PodManifest.PORT_NAME)))
                .withFrom(peers)
                .endIngress()
                .build();
    }

    private NetworkPolicySpec egress() {
        List<NetworkPolicyPeer> peers = config.egress().stream()
                .flatMap(List::stream)
                .map(cidr -> block(cidr, within(cidr)))
                .toList();
        return peers.isEmpty()
                ? specOf("Egress").build()
                : specOf("Egress").addNewEgress().withTo(peers).endEgress().build();
    }

    /** An API server refuses exceptions that are not within their block. */
    private List<String> within(String cidr) {
        return config.egressExcept().stream()
                .flatMap(List::stream)
                .filter(except -> Cidr.parse(cidr).holds(Cidr.parse(except)))
                .toList();
    }

    private static NetworkPolicyPeer block(String cidr, List<String> except) {
        return new NetworkPolicyPeerBuilder()
                .withNewIpBlock()
                .withCidr(cidr)
                .withExcept(except)
                .endIpBlock()
                .build();
    }

    private static NetworkPolicyPort port(String protocol, IntOrString port) {
        return new NetworkPolicyPort(null, port, protocol);
    }

    private static NetworkPolicySpecBuilder specOf(String... types) {
        return new NetworkPolicySpecBuilder()
                .withPolicyTypes(Stream.of(types).toList())
                .withNewPodSelector()
                .endPodSelector();
    }

    private static NetworkPolicy policy(ObjectMeta meta, NetworkPolicySpec spec) {
        return new NetworkPolicyBuilder().withMetadata(meta).withSpec(spec).build();
    }
}
