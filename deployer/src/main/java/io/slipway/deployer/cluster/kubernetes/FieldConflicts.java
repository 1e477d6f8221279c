package io.slipway.deployer.cluster.kubernetes;

import java.util.List;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.api.model.StatusDetails;
import io.fabric8.kubernetes.client.KubernetesClientException;

/**
 * What the API server says when somebody else owns a field that we apply. Who has declared it by an apply of their own
 * keeps it; what was changed in passing, by {@code kubectl edit} or {@code scale}, is drift
 * (https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts).
 */
final class FieldConflicts {
    private static final String CONFLICT = "FieldManagerConflict";
    /** The API server names the version for those who update, not for those who apply. */
    private static final String UPDATED = "\" using ";

    private FieldConflicts() {}

    static boolean is(KubernetesClientException failure) {
        return failure.getCode() == 409 && !causes(failure).isEmpty();
    }

    /** The fields that others have declared, with who they are; empty when all may be taken back. */
    static List<String> declared(KubernetesClientException failure) {
        return causes(failure).stream()
                .filter(cause -> !cause.getMessage().contains(UPDATED))
                .map(cause -> "%s (%s)".formatted(cause.getField(), cause.getMessage()))
                .toList();
    }

    private static List<StatusCause> causes(KubernetesClientException failure) {
        return Optional.ofNullable(failure.getStatus())
                .map(Status::getDetails)
                .map(StatusDetails::getCauses)
                .orElse(List.of())
                .stream()
                .filter(cause -> CONFLICT.equals(cause.getReason()))
                .toList();
    }
}
