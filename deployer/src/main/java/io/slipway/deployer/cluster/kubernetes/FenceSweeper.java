package io.slipway.deployer.cluster.kubernetes;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;

import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.quarkus.scheduler.Scheduled;
import io.slipway.deployer.cluster.ClusterException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Deletes the fences of installations that went so long ago that no late owner is left. */
@ApplicationScoped
class FenceSweeper {
    private static final Logger LOG = Logger.getLogger(FenceSweeper.class);
    private static final long PAGE = 500;

    private final Instance<KubernetesClient> clients;
    private final KubernetesConfig config;
    private final WriteRate rate;
    private final Clock clock;
    private final boolean used;
    private final Duration retention;

    FenceSweeper(
            Instance<KubernetesClient> clients,
            KubernetesConfig config,
            WriteRate rate,
            Clock clock,
            @ConfigProperty(name = "slipway.cluster") String cluster,
            @ConfigProperty(name = "slipway.deployer.tombstone-retention", defaultValue = "30d") Duration retention) {
        this.clients = clients;
        this.config = config;
        this.rate = rate;
        this.clock = clock;
        this.used = cluster.equals("kubernetes");
        this.retention = retention;
    }

    @Scheduled(
            every = "${slipway.deployer.tombstone-sweep-every:1h}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sweep() {
        if (!used) {
            return;
        }
        try {
            sweep(clock.instant().minus(retention));
        } catch (KubernetesClientException | ClusterException e) {
            LOG.warnf("old fences stay until the next time: %s", e.getMessage());
        }
    }

    void sweep(Instant before) {
        String next = null;
        do {
            ListOptions page =
                    new ListOptionsBuilder().withLimit(PAGE).withContinue(next).build();
            LeaseList leases = clients.get()
                    .leases()
                    .inNamespace(config.home())
                    .withLabels(Marks.OURS)
                    .list(page);
            leases.getItems().stream()
                    .filter(lease -> made(lease).isBefore(before))
                    .forEach(this::delete);
            next = leases.getMetadata().getContinue();
        } while (next != null && !next.isEmpty());
    }

    private void delete(Lease lease) {
        rate.take();
        clients.get()
                .resource(lease)
                .lockResourceVersion(lease.getMetadata().getResourceVersion())
                .delete();
    }

    private static Instant made(Lease lease) {
        return Instant.parse(lease.getMetadata().getCreationTimestamp());
    }
}
