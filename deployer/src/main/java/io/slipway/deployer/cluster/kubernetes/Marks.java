package io.slipway.deployer.cluster.kubernetes;

import java.util.Map;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Service;

/** What an object of ours says of itself by labels and annotations. Anybody may have changed them. */
final class Marks {
    static final Map<String, String> OURS = Map.of(Labels.MANAGED_BY, Labels.MANAGER);

    /** Annotation: the hash of the revision that a Deployment was made for. */
    static final String SPEC = "slipway.io/spec";

    /** Annotation on a Deployment: {@code true} when it was scaled down because another revision serves. */
    static final String STOPPED = "slipway.io/stopped";

    private static final long HIGHEST_FENCE = 1L << 53;

    private Marks() {}

    static boolean ours(HasMetadata object) {
        return label(object, Labels.MANAGED_BY).equals(Labels.MANAGER);
    }

    /** Empty for what is of a whole tenant. */
    static String installation(HasMetadata object) {
        return label(object, Labels.INSTALLATION);
    }

    /** 0 for what is of no revision. */
    static int revision(HasMetadata object) {
        return number(label(object, Labels.REVISION)).orElse(0L).intValue();
    }

    /** Null when the Service sends the requests to nobody. */
    static Integer route(Service service) {
        Map<String, String> selector = service.getSpec().getSelector();
        return selector == null
                ? null
                : number(selector.get(Labels.REVISION)).map(Long::intValue).orElse(null);
    }

    /** What no number of claims can have reached was not written by us: claims could not go on above it. */
    static long fence(HasMetadata object) {
        return number(annotation(object, Labels.FENCE))
                .filter(fence -> fence <= HIGHEST_FENCE)
                .orElse(0L);
    }

    static boolean stopped(HasMetadata object) {
        return "true".equals(annotation(object, STOPPED));
    }

    static boolean paused(HasMetadata object) {
        return "true".equals(annotation(object, Labels.PAUSED));
    }

    static String annotation(HasMetadata object, String name) {
        return Optional.ofNullable(object.getMetadata())
                .map(ObjectMeta::getAnnotations)
                .map(annotations -> annotations.get(name))
                .orElse("");
    }

    private static String label(HasMetadata object, String name) {
        return Optional.ofNullable(object.getMetadata())
                .map(ObjectMeta::getLabels)
                .map(labels -> labels.get(name))
                .orElse("");
    }

    private static Optional<Long> number(String text) {
        try {
            return text == null ? Optional.empty() : Optional.of(Long.parseLong(text));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }
}
