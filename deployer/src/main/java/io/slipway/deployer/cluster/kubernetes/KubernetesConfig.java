package io.slipway.deployer.cluster.kubernetes;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import jakarta.validation.constraints.Min;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How providers run on Kubernetes. Where its API server is, {@code quarkus.kubernetes-client} and KUBECONFIG say. */
@ConfigMapping(prefix = "slipway.kubernetes")
public interface KubernetesConfig {

    /** {@code host:port} that nodes pull images from. */
    @WithDefault("${slipway.oci.registry:}")
    Optional<String> registry();

    /** With {@link #registryPassword}, a pull secret is kept in each namespace of tenants. */
    Optional<String> registryUsername();

    Optional<String> registryPassword();

    /** What names of tenants' namespaces begin with; at most 18 characters. */
    @WithDefault("slipway")
    String namespacePrefix();

    /** The namespace of what belongs to no tenant: fences. */
    @WithDefault("slipway")
    String home();

    /** Any secret text, the same in all replicas. A Secret's name tells its content from others' to who knows it only. */
    Optional<String> secretNameKey();

    /** How long a pod must have been ready before its revision counts as ready. Whole seconds. */
    @WithDefault("2s")
    Duration minReady();

    Probes probes();

    /** How long requests in flight may take when their revision stops. */
    @WithDefault("10s")
    Duration drain();

    /** From SIGTERM to SIGKILL; {@link #drain} at least. */
    @WithDefault("15s")
    Duration terminationGrace();

    /** When a Deployment says of itself that it does not progress. What is rejected, {@code slipway.deployer} says. */
    @WithDefault("10m")
    Duration progressDeadline();

    /** Old ReplicaSets of a Deployment. A revision has a Deployment of its own: none is gone back to. */
    @WithDefault("0")
    int revisionHistoryLimit();

    /** Revisions that served before and keep their Deployment, without pods: that it has none is how the last one's end is seen. */
    @WithDefault("1")
    @Min(1) int stoppedRevisions();

    Tiers tiers();

    /** How many installations of its largest tier a namespace has room for, twice each: while one moves, both revisions run. */
    @WithDefault("50")
    int installationsPerNamespace();

    /** Whether DATA_DIR is a volume of its own; else it is lost with its pod. */
    @WithDefault("true")
    boolean dataVolumes();

    @WithDefault("1Gi")
    String dataSize();

    /** The cluster's default when it is not set. */
    Optional<String> storageClass();

    /** {@code ReadWriteOnce}: an installation's pods share a node. */
    @WithDefault("ReadWriteOnce")
    String dataAccessMode();

    /** How much a pod may write to /tmp. */
    @WithDefault("256Mi")
    String tmpSize();

    Network network();

    /** Whom providers run as; not 0. */
    @WithDefault("10001")
    long user();

    /** Writes per second to the API server, of one replica. */
    @WithDefault("50")
    double writeRate();

    /** How often everything that is watched is looked at again. */
    @WithDefault("10m")
    Duration resync();

    /** Health checks by the kubelet. */
    interface Probes {

        /** Between two of them while a provider starts, and for readiness. Whole seconds. */
        @WithDefault("1s")
        Duration period();

        /** How long an answer may take. Whole seconds. */
        @WithDefault("2s")
        Duration timeout();

        /** Answers in a row that make a pod ready. */
        @WithDefault("2")
        int successes();

        /** Failures in a row that make it unready, and, ten seconds apart, have it started again. */
        @WithDefault("3")
        int failures();

        /** How long it may take until it answers for the first time; then it is started again. */
        @WithDefault("5m")
        Duration start();
    }

    /** What providers may reach, and who may reach them. */
    interface Network {

        /** Addresses that providers may connect to; empty: none. */
        @WithDefault("0.0.0.0/0,::/0")
        Optional<List<String>> egress();

        /** Of these, those that they may not: link-local ones, where clouds keep credentials of nodes. */
        @WithDefault("169.254.0.0/16,fe80::/10,fd00:ec2::254/128")
        Optional<List<String>> egressExcept();

        /**
         * Who may connect to providers, besides namespaces that are no tenant's: addresses of nodes, for instance, where the
         * gateway's pods use their node's network.
         */
        Optional<List<String>> ingress();
    }

    /** What a provider gets. */
    interface Tiers {
        Free free();

        Standard standard();

        Performance performance();
    }

    /** Amounts as Kubernetes writes them. */
    interface Tier {
        String cpu();

        String memory();

        /** None when it is not set: who has to wait for a CPU is slow, who lacks one that idles is slow for nothing. */
        Optional<String> cpuLimit();

        String memoryLimit();

        int replicas();
    }

    interface Free extends Tier {
        @Override
        @WithDefault("50m")
        String cpu();

        @Override
        @WithDefault("128Mi")
        String memory();

        @Override
        @WithDefault("128Mi")
        String memoryLimit();

        @Override
        @WithDefault("1")
        int replicas();
    }

    interface Standard extends Tier {
        @Override
        @WithDefault("100m")
        String cpu();

        @Override
        @WithDefault("256Mi")
        String memory();

        @Override
        @WithDefault("256Mi")
        String memoryLimit();

        @Override
        @WithDefault("1")
        int replicas();
    }

    interface Performance extends Tier {
        @Override
        @WithDefault("500m")
        String cpu();

        @Override
        @WithDefault("1Gi")
        String memory();

        @Override
        @WithDefault("1Gi")
        String memoryLimit();

        @Override
        @WithDefault("2")
        int replicas();
    }
}
