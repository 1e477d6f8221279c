package io.slipway.deployer.cluster.kubernetes;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.slipway.deployer.cluster.Cluster;
import io.slipway.deployer.cluster.ClusterChanged;
import io.smallrye.common.annotation.Identifier;

/** The adapter as a bean: it begins to watch when it is first asked. */
class KubernetesProducer {

    @Produces
    @Singleton
    WriteRate rate(KubernetesConfig config) {
        return new WriteRate(config.writeRate());
    }

    @Produces
    @ApplicationScoped
    @Identifier("kubernetes") Cluster cluster(
            KubernetesClient client,
            KubernetesConfig config,
            WriteRate rate,
            ClusterChanged listener,
            MeterRegistry meters,
            Clock clock) {
        KubernetesCluster cluster = KubernetesCluster.watching(Parts.of(client, config, rate, listener, clock));
        FunctionCounter.builder("slipway.kubernetes.writes", cluster, KubernetesCluster::writes)
                .description("Writes to the API server")
                .register(meters);
        return cluster;
    }

    void close(@Disposes @Identifier("kubernetes") Cluster cluster) {
        ((KubernetesCluster) cluster).close();
    }
}
