package io.slipway.deployer.cluster.kubernetes;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.slipway.deployer.cluster.ClusterException;
import io.slipway.deployer.cluster.Placement;
import io.slipway.deployer.cluster.RefusedException;

/** The namespace of one tenant's environment: taken only when it is ours, and given up when nothing is left in it. */
final class TenantHome {
    /** What Kubernetes itself puts into each namespace. */
    private static final String ROOT_CA = "kube-root-ca.crt";

    private static final String TOKEN = "kubernetes.io/service-account-token";

    private final KubernetesClient client;
    private final Watches watches;
    private final Writes writes;
    private final TenantManifests manifests;
    private final Verdicts verdicts = new Verdicts();

    TenantHome(KubernetesClient client, Watches watches, Writes writes, TenantManifests manifests) {
        this.client = client;
        this.watches = watches;
        this.writes = writes;
        this.manifests = manifests;
    }

    /** What is missing or was changed; null when nothing. Looked at with each installation, and the same for all in it. */
    String drift(Placement placement) {
        String namespace = manifests.name(placement);
        return verdicts.of(namespace, state(namespace), () -> manifests.of(placement).stream()
                .map(this::drift)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null));
    }

    /** @throws RefusedException when somebody else's namespace has its name */
    void ensure(Placement placement) {
        adopt(manifests.namespace(placement));
        if (drift(placement) != null) {
            manifests.of(placement).stream()
                    .filter(object -> drift(object) != null)
                    .forEach(writes::apply);
        }
    }

    /** All that is compared, by what changes with it. A quota's version changes with each pod that it counts. */
    private String state(String namespace) {
        Stream<HasMetadata> whole = Stream.of(
                        Stream.ofNullable(watches.namespaces.named(null, namespace)),
                        Stream.ofNullable(watches.secrets.named(namespace, Names.PULL_SECRET)),
                        watches.accounts.in(namespace).stream(),
                        watches.limits.in(namespace).stream(),
                        watches.policies.in(namespace).stream())
                .flatMap(objects -> objects);
        Stream<String> versions = whole.map(
                object -> object.getMetadata().getUid() + object.getMetadata().getResourceVersion());
        Stream<String> quotas = watches.quotas.in(namespace).stream().map(TenantHome::state);
        return Stream.concat(versions, quotas).sorted().collect(Collectors.joining(" "));
    }

    private static String state(ResourceQuota quota) {
        ObjectMeta meta = quota.getMetadata();
        return meta.getUid() + Objects.hash(meta.getLabels(), meta.getAnnotations(), quota.getSpec());
    }

    /**
     * Deletes the namespace when it is ours and would be empty without this installation. It comes before its objects go:
     * afterwards nobody would look at it again.
     */
    void leave(String namespace, String installation, boolean deleteData) {
        Namespace seen = watches.namespaces.named(null, namespace);
        if (seen == null || seen.getMetadata().getDeletionTimestamp() != null || !ours(seen)) {
            return;
        }
        boolean dataGoes = watches.claims.in(namespace).stream()
                .allMatch(claim -> deleteData && installation.equals(Marks.installation(claim)));
        if (dataGoes && onlyLeaving(namespace, installation) && !foreign(namespace)) {
            writes.delete(seen);
        }
    }

    /** Whether its namespace is ours and being deleted. */
    boolean leaving(Placement placement) {
        Namespace live = watches.namespaces.named(null, manifests.name(placement));
        return live != null && ours(live) && live.getMetadata().getDeletionTimestamp() != null;
    }

    private void adopt(Namespace wanted) {
        String name = wanted.getMetadata().getName();
        Namespace there = Optional.ofNullable(watches.namespaces.named(null, name))
                .orElseGet(() -> asked(() -> client.namespaces().withName(name).get()));
        if (there == null) {
            return;
        }
        if (there.getMetadata().getDeletionTimestamp() != null) {
            throw new ClusterException(
                    "namespace %s is being deleted: it is made again when it has gone".formatted(name));
        }
        String mark = Marks.annotation(wanted, Labels.UID);
        if (!mark.equals(Marks.annotation(there, Labels.UID))) {
            throw new RefusedException(
                    "NamespaceTaken",
                    "Namespace %s is not Slipway's: delete it, or, if it may be used, set its annotation %s to %s."
                            .formatted(name, Labels.UID, mark));
        }
    }

    private String drift(HasMetadata wanted) {
        HasMetadata live = watches.of(wanted)
                .named(wanted.getMetadata().getNamespace(), wanted.getMetadata().getName());
        String what = "%s %s".formatted(wanted.getKind(), wanted.getMetadata().getName());
        if (live == null) {
            return what + " is missing";
        }
        // What a Secret holds is not kept in memory: its annotation tells what was applied.
        String path = live instanceof Secret ? hash(wanted, live) : Drift.of(wanted, live);
        return path == null ? null : what + " " + path;
    }

    private static String hash(HasMetadata wanted, HasMetadata live) {
        boolean same = Marks.annotation(wanted, Labels.DESIRED).equals(Marks.annotation(live, Labels.DESIRED));
        return same ? null : "annotation " + Labels.DESIRED;
    }

    private static boolean ours(Namespace namespace) {
        return !Marks.annotation(namespace, Labels.UID).isEmpty();
    }

    /** Of our objects: whether all that is of an installation is of this one. */
    private boolean onlyLeaving(String namespace, String installation) {
        return Stream.of(watches.deployments, watches.pods, watches.services, watches.secrets)
                .flatMap(watched -> watched.in(namespace).stream())
                .map(Marks::installation)
                .allMatch(of -> of.isEmpty() || of.equals(installation));
    }

    /** Whether somebody else has put something there. */
    private boolean foreign(String namespace) {
        return asked(() -> Stream.of(
                        client.pods().inNamespace(namespace).list().getItems(),
                        client.services().inNamespace(namespace).list().getItems(),
                        client.configMaps().inNamespace(namespace).list().getItems(),
                        client.secrets().inNamespace(namespace).list().getItems(),
                        client.persistentVolumeClaims()
                                .inNamespace(namespace)
                                .list()
                                .getItems(),
                        client.apps()
                                .deployments()
                                .inNamespace(namespace)
                                .list()
                                .getItems(),
                        client.apps()
                                .statefulSets()
                                .inNamespace(namespace)
                                .list()
                                .getItems(),
                        client.apps().daemonSets().inNamespace(namespace).list().getItems(),
                        client.batch().v1().jobs().inNamespace(namespace).list().getItems())
                .flatMap(List::stream)
                .anyMatch(TenantHome::others));
    }

    private static boolean others(HasMetadata object) {
        boolean kubernetes =
                object instanceof ConfigMap && object.getMetadata().getName().equals(ROOT_CA)
                        || object instanceof Secret secret && TOKEN.equals(secret.getType());
        return !kubernetes && !Marks.ours(object);
    }

    private static <R> R asked(Supplier<R> call) {
        try {
            return call.get();
        } catch (KubernetesClientException e) {
            throw new ClusterException("the API server did not tell what is in a namespace: " + e.getMessage(), e);
        }
    }
}
