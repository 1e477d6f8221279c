package io.slipway.deployer.cluster.kubernetes;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Cache;

/**
 * The objects of one kind that are ours, as the API server tells of them, and what was written since: whoever has just
 * written sees it, although the watch has not told it yet.
 */
final class Watched<T extends HasMetadata> implements ResourceEventHandler<T> {
    private static final String BY_INSTALLATION = "installation";
    /** After that the watch is believed again, whatever it says. */
    private static final long OWN_WORD_NANOS = TimeUnit.SECONDS.toNanos(5);

    private record Written<T>(T object, boolean deleted, long at) {
        boolean fresh() {
            return System.nanoTime() - at < OWN_WORD_NANOS;
        }
    }

    private final SharedIndexInformer<T> informer;
    private final Map<String, Written<T>> written = new ConcurrentHashMap<>();

    Watched(SharedIndexInformer<T> informer) {
        this.informer = informer;
        Function<T, List<String>> installation = object -> List.of(Marks.installation(object));
        informer.addIndexers(Map.of(BY_INSTALLATION, installation));
        informer.itemStore(new SlimStore<>());
        informer.addEventHandler(this);
    }

    SharedIndexInformer<T> informer() {
        return informer;
    }

    List<T> of(String installation) {
        return merged(
                () -> informer.getIndexer().byIndex(BY_INSTALLATION, installation),
                object -> installation.equals(Marks.installation(object)));
    }

    List<T> in(String namespace) {
        return merged(
                () -> informer.getIndexer().byIndex(Cache.NAMESPACE_INDEX, namespace),
                object -> namespace.equals(object.getMetadata().getNamespace()));
    }

    T named(String namespace, String name) {
        Written<T> own = written.get(key(namespace, name));
        T seen = informer.getStore().getByKey(namespace == null ? name : namespace + "/" + name);
        if (own == null || !newer(own, seen)) {
            return seen;
        }
        return own.deleted() ? null : own.object();
    }

    void wrote(T object) {
        written.put(key(object), new Written<>(object, false, System.nanoTime()));
        forget(informer.getStore().getByKey(storeKey(object)));
    }

    /**
     * Of what goes at once. What has finalizers, and a namespace with all that is in it, ends when the watch says so. A delete
     * names the version that was seen, so that what that version says of itself holds.
     *
     * @param object as it was when it was deleted
     */
    void deleted(T object) {
        if (stays(object)) {
            return;
        }
        // The watch may have told it before the call returned.
        Written<T> own = new Written<>(object, true, System.nanoTime());
        written.put(key(object), own);
        T seen = informer.getStore().getByKey(storeKey(object));
        if (seen == null || !same(seen, object)) {
            written.remove(key(object), own);
        }
    }

    @Override
    public void onAdd(T object) {
        forget(object);
    }

    @Override
    public void onUpdate(T before, T object) {
        forget(object);
    }

    @Override
    public void onDelete(T object, boolean finalStateUnknown) {
        written.computeIfPresent(key(object), (_, own) -> same(own.object(), object) ? null : own);
    }

    /** What the watch has caught up with needs no word of ours. */
    private void forget(T seen) {
        if (seen != null) {
            written.computeIfPresent(key(seen), (_, own) -> newer(own, seen) ? own : null);
        }
    }

    /** Our own word is taken down before the watch's: what the watch catches up with in between is in one of them. */
    private List<T> merged(Supplier<List<T>> watched, Predicate<T> wanted) {
        written.values().removeIf(one -> !one.fresh());
        Map<String, Written<T>> words = Map.copyOf(written);
        List<T> seen = watched.get();
        if (words.isEmpty()) {
            return seen;
        }
        Map<String, T> byKey = seen.stream().collect(Collectors.toMap(Watched::key, object -> object));
        Stream<T> known = seen.stream().filter(object -> !newer(words.get(key(object)), object));
        Stream<T> own = words.values().stream()
                .filter(one -> !one.deleted() && wanted.test(one.object()))
                .filter(one -> newer(one, byKey.get(key(one.object()))))
                .map(Written::object);
        return Stream.concat(known, own).toList();
    }

    private static boolean stays(HasMetadata object) {
        List<String> finalizers = object.getMetadata().getFinalizers();
        return object instanceof Namespace || (finalizers != null && !finalizers.isEmpty());
    }

    private static boolean same(HasMetadata one, HasMetadata other) {
        return one.getMetadata().getUid().equals(other.getMetadata().getUid());
    }

    private static <T extends HasMetadata> boolean newer(Written<T> own, T seen) {
        if (own == null || !own.fresh()) {
            return false;
        }
        if (seen == null) {
            return true;
        }
        return own.deleted() ? same(own.object(), seen) : version(own.object()) > version(seen);
    }

    /** Resource versions of one kind are compared as numbers (KEP-5504: API servers promise that, and always kept it). */
    private static long version(HasMetadata object) {
        return Long.parseLong(object.getMetadata().getResourceVersion());
    }

    private static String storeKey(HasMetadata object) {
        String namespace = object.getMetadata().getNamespace();
        String name = object.getMetadata().getName();
        return namespace == null ? name : namespace + "/" + name;
    }

    private static String key(HasMetadata object) {
        return key(object.getMetadata().getNamespace(), object.getMetadata().getName());
    }

    private static String key(String namespace, String name) {
        return namespace + "/" + name;
    }
}
