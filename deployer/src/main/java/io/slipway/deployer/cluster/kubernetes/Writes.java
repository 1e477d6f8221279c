package io.slipway.deployer.cluster.kubernetes;

import java.util.List;
import java.util.function.Supplier;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.slipway.deployer.cluster.ClusterException;
import io.slipway.deployer.cluster.RefusedException;

/** Every change of what is watched: paced, counted, under one field manager. */
final class Writes {
    static final String MANAGER = "slipway-deployer";

    private final KubernetesClient client;
    private final Watches watches;
    private final WriteRate rate;

    Writes(KubernetesClient client, Watches watches, WriteRate rate) {
        this.client = client;
        this.watches = watches;
        this.rate = rate;
    }

    /** Writes since the start. */
    long count() {
        return rate.count();
    }

    /**
     * Server-side apply. Fields that somebody changed in passing are taken back; what others have declared is theirs.
     *
     * @throws RefusedException FieldConflict, or what the API server does not admit
     * @throws StaleException when the object carries a resource version that is not the last one
     */
    <T extends HasMetadata> T apply(T object) {
        T applied = asked(object, () -> {
            try {
                return client.resource(object).fieldManager(MANAGER).serverSideApply();
            } catch (KubernetesClientException e) {
                if (!FieldConflicts.is(e)) {
                    throw e;
                }
                return takeBack(object, e);
            }
        });
        watches.of(object).wrote(applied);
        return applied;
    }

    /**
     * A change of a few fields of what is there, only if nobody has changed it since.
     *
     * @throws StaleException when somebody has
     */
    <T extends HasMetadata> void patch(T seen, T changed) {
        PatchContext context = new PatchContext.Builder()
                .withPatchType(PatchType.STRATEGIC_MERGE)
                .withFieldManager(MANAGER)
                .build();
        T patched = asked(seen, () -> client.resource(seen).patch(context, Serialization.asJson(changed)));
        watches.of(seen).wrote(patched);
    }

    /**
     * Deletes what was seen, and nothing that has come in its place.
     *
     * @throws StaleException when somebody has changed it since
     */
    <T extends HasMetadata> void delete(T seen) {
        asked(seen, () -> client.resource(seen)
                .lockResourceVersion(seen.getMetadata().getResourceVersion())
                .delete());
        watches.of(seen).deleted(seen);
    }

    private <T extends HasMetadata> T takeBack(T object, KubernetesClientException conflict) {
        List<String> declared = FieldConflicts.declared(conflict);
        if (!declared.isEmpty()) {
            throw new RefusedException(
                    "FieldConflict",
                    "Somebody else has declared fields of %s %s: %s. Nothing of it is overwritten: let them give the fields up."
                            .formatted(object.getKind(), object.getMetadata().getName(), String.join("; ", declared)));
        }
        return client.resource(object).fieldManager(MANAGER).forceConflicts().serverSideApply();
    }

    private <R> R asked(HasMetadata object, Supplier<R> call) {
        rate.take();
        try {
            return call.get();
        } catch (KubernetesClientException e) {
            throw failure(object, e);
        }
    }

    private static ClusterException failure(HasMetadata object, KubernetesClientException e) {
        String what = "%s %s".formatted(object.getKind(), object.getMetadata().getName());
        String why = e.getStatus() == null || e.getStatus().getMessage() == null
                ? e.getMessage()
                : e.getStatus().getMessage();
        return switch (e.getCode()) {
            case 409 -> new StaleException("%s has changed meanwhile: %s".formatted(what, why));
            case 403, 422 ->
                new RefusedException("Refused", "The API server does not admit %s: %s".formatted(what, why));
            default -> new ClusterException("the API server did not take %s: %s".formatted(what, why), e);
        };
    }
}
