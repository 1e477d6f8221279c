package io.slipway.deployer.cluster.kubernetes;

import java.time.Clock;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.slipway.deployer.cluster.ClusterChanged;

/** What the adapter is put together from. */
record Parts(
        KubernetesClient client,
        Watches watches,
        Writes writes,
        Fences fences,
        TenantHome home,
        Drifts drifts,
        Observations observations,
        RevisionWrites revisions,
        ServiceManifest services,
        PodLogs logs) {

    static Parts of(KubernetesClient client, KubernetesConfig config, ClusterChanged listener, Clock clock) {
        return of(client, config, new WriteRate(config.writeRate()), listener, clock);
    }

    static Parts of(
            KubernetesClient client, KubernetesConfig config, WriteRate rate, ClusterChanged listener, Clock clock) {
        Watches watches = new Watches(client, config, listener);
        Writes writes = new Writes(client, watches, rate);
        TenantHome home = new TenantHome(client, watches, writes, new TenantManifests(config));
        RevisionManifests manifests = new RevisionManifests(config);
        ServiceManifest services = new ServiceManifest(config);
        Drifts drifts = new Drifts(home, manifests, services);
        PodLogs logs = new PodLogs(client);
        return new Parts(
                client,
                watches,
                writes,
                new Fences(client, config, rate),
                home,
                drifts,
                new Observations(config, drifts, new LastOutput(logs), new PodEvents(client), clock),
                new RevisionWrites(
                        writes, manifests, drifts, new DisruptionBudgets(client, rate), config.stoppedRevisions()),
                services,
                logs);
    }
}
