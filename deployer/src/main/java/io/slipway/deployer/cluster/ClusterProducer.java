package io.slipway.deployer.cluster;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;

import io.smallrye.common.annotation.Identifier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Which of the adapters is the cluster: {@code slipway.cluster}. */
class ClusterProducer {

    @Produces
    @ApplicationScoped
    Cluster cluster(@ConfigProperty(name = "slipway.cluster") String name, @Any Instance<Cluster> adapters) {
        Instance<Cluster> chosen = adapters.select(Identifier.Literal.of(name));
        if (chosen.isUnsatisfied()) {
            throw new IllegalArgumentException(
                    "slipway.cluster is '%s': set it to local or kubernetes.".formatted(name));
        }
        return chosen.get();
    }
}
