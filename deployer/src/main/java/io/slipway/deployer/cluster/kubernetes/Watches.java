package io.slipway.deployer.cluster.kubernetes;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.slipway.deployer.cluster.ClusterChanged;
import io.slipway.deployer.cluster.ClusterException;
import org.jboss.logging.Logger;

/**
 * What is known of our objects without asking. Lists are paged; a watch that breaks or is too old (410) is begun again
 * by the client; until it is, nothing is believed.
 */
final class Watches implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Watches.class);
    private static final long PAGE = 500;

    final Watched<Deployment> deployments;
    final Watched<Pod> pods;
    final Watched<Service> services;
    final Watched<Endpoints> endpoints;
    final Watched<Secret> secrets;
    final Watched<PersistentVolumeClaim> claims;
    final Watched<Namespace> namespaces;
    final Watched<ServiceAccount> accounts;
    final Watched<ResourceQuota> quotas;
    final Watched<LimitRange> limits;
    final Watched<NetworkPolicy> policies;

    private final List<Watched<?>> all;
    private final Heartbeat heartbeat;

    Watches(KubernetesClient client, KubernetesConfig config, ClusterChanged listener) {
        heartbeat = new Heartbeat(client);
        long resync = config.resync().toMillis();
        deployments =
                of(client, resync, c -> c.apps().deployments().inAnyNamespace().withLabels(Marks.OURS));
        pods = of(client, resync, c -> c.pods().inAnyNamespace().withLabels(Marks.OURS));
        services = of(client, resync, c -> c.services().inAnyNamespace().withLabels(Marks.OURS));
        endpoints = of(client, resync, c -> c.endpoints().inAnyNamespace().withLabels(Marks.OURS));
        secrets = of(client, resync, c -> c.secrets().inAnyNamespace().withLabels(Marks.OURS));
        claims = of(
                client, resync, c -> c.persistentVolumeClaims().inAnyNamespace().withLabels(Marks.OURS));
        namespaces = of(client, resync, c -> c.namespaces().withLabels(Marks.OURS));
        accounts = of(client, resync, c -> c.serviceAccounts().inAnyNamespace().withLabels(Marks.OURS));
        quotas = of(client, resync, c -> c.resourceQuotas().inAnyNamespace().withLabels(Marks.OURS));
        limits = of(client, resync, c -> c.limitRanges().inAnyNamespace().withLabels(Marks.OURS));
        policies = of(
                client,
                resync,
                c -> c.network().v1().networkPolicies().inAnyNamespace().withLabels(Marks.OURS));
        all = List.of(
                deployments,
                pods,
                services,
                endpoints,
                secrets,
                claims,
                namespaces,
                accounts,
                quotas,
                limits,
                policies);
        Changes changes = new Changes(listener, this);
        all.forEach(watched -> watched.informer().addEventHandler(changes));
    }

    void start() {
        all.forEach(watched -> watched.informer().start());
    }

    /** Throws while some of it has not been listed, or is not being watched, or nobody answers. */
    void current() {
        heartbeat.check();
        for (Watched<?> watched : all) {
            boolean current =
                    watched.informer().hasSynced() && watched.informer().isWatching();
            if (!current) {
                throw new ClusterException("the API server cannot be watched (%s)"
                        .formatted(watched.informer().getApiTypeClass().getSimpleName()));
            }
        }
    }

    Found of(String installation) {
        current();
        String name = Names.installation(installation);
        return new Found(
                ours(deployments, installation)
                        .filter(one -> named(one, name + "-r" + Marks.revision(one)))
                        .toList(),
                ours(pods, installation).toList(),
                ours(services, installation)
                        .filter(one -> named(one, name))
                        .findFirst()
                        .orElse(null),
                ours(endpoints, installation)
                        .filter(one -> named(one, name))
                        .findFirst()
                        .orElse(null),
                ours(secrets, installation)
                        .filter(one -> one.getMetadata().getName().startsWith(name + "-r"))
                        .toList(),
                ours(claims, installation).filter(one -> named(one, name)).toList());
    }

    /** Labels are copied easily: what is not in a namespace of ours is somebody else's. */
    private <T extends HasMetadata> Stream<T> ours(Watched<T> watched, String installation) {
        return watched.of(installation).stream().filter(object -> {
            Namespace namespace = namespaces.named(null, object.getMetadata().getNamespace());
            return namespace != null && !Marks.annotation(namespace, Labels.UID).isEmpty();
        });
    }

    private static boolean named(HasMetadata object, String name) {
        return object.getMetadata().getName().equals(name);
    }

    @SuppressWarnings("unchecked") // each list is of its own kind
    <T extends HasMetadata> Watched<T> of(T object) {
        return (Watched<T>) all.stream()
                .filter(watched -> watched.informer().getApiTypeClass().isInstance(object))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("nobody watches " + object.getKind()));
    }

    @Override
    public void close() {
        all.forEach(watched -> watched.informer().close());
    }

    private static <T extends HasMetadata> Watched<T> of(
            KubernetesClient client,
            long resyncMillis,
            Function<KubernetesClient, FilterWatchListDeletable<T, ?, ?>> list) {
        var informer = list.apply(client).withLimit(PAGE).runnableInformer(resyncMillis);
        informer.exceptionHandler((_, failure) -> {
            LOG.warnf("%s: %s; it is tried again", informer.getApiTypeClass().getSimpleName(), failure.getMessage());
            return true;
        });
        return new Watched<>(informer);
    }
}
