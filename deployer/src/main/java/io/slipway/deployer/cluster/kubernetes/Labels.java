package io.slipway.deployer.cluster.kubernetes;

import java.util.LinkedHashMap;
import java.util.Map;

import io.slipway.deployer.cluster.Placement;
import io.slipway.deployer.cluster.RevisionSpec;

/**
 * Labels and annotations of our objects: the recommended ones
 * (<a href="https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/">Recommended Labels</a>) for
 * people and tools, and our own for selectors.
 */
final class Labels {
    static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    static final String MANAGER = "slipway";
    static final String INSTALLATION = "slipway.io/installation";
    static final String REVISION = "slipway.io/revision";

    /** On namespaces. Other namespaces lack it, that of an ingress controller for instance. */
    static final String ORGANIZATION = "slipway.io/organization";

    /** On namespaces. */
    static final String ENVIRONMENT = "slipway.io/environment";

    /** A Service's revision while nothing gets the requests. */
    static final String NO_REVISION = "none";

    /** Annotation: the fence of who wrote last, a number. */
    static final String FENCE = "slipway.io/fence";

    /** Annotation: the hash of what was applied, see {@link Desired}. */
    static final String DESIRED = "slipway.io/desired";

    /** Annotation: whose namespace it is, {@code organization/environment}. Without it, it is not ours. */
    static final String UID = "slipway.io/uid";

    /** Annotation: {@code org/name}, which no label takes. */
    static final String PROVIDER = "slipway.io/provider";

    /** Annotation that operators set on a Service, and we never. */
    static final String PAUSED = "slipway.io/paused";

    private static final String NAME = "app.kubernetes.io/name";
    private static final String INSTANCE = "app.kubernetes.io/instance";
    private static final String VERSION = "app.kubernetes.io/version";
    private static final String PART_OF = "app.kubernetes.io/part-of";
    private static final int LONGEST = 63;

    private Labels() {}

    static Map<String, String> tenant(Placement placement) {
        Map<String, String> labels = ours();
        labels.put(ORGANIZATION, value(placement.organization()));
        labels.put(ENVIRONMENT, value(placement.environment()));
        return labels;
    }

    /** Of what all revisions share. */
    static Map<String, String> installation(Placement placement) {
        Map<String, String> labels = ours();
        labels.put(NAME, value(providerName(placement)));
        labels.put(INSTANCE, Names.installation(placement.installation()));
        labels.put(INSTALLATION, placement.installation());
        return labels;
    }

    static Map<String, String> revision(Placement placement, RevisionSpec revision) {
        Map<String, String> labels = installation(placement);
        labels.put(VERSION, value(revision.version()));
        labels.put(REVISION, String.valueOf(revision.number()));
        return labels;
    }

    /**
     * Nothing but ids: a selector of a Deployment can never change.
     *
     * @param revision null for none
     */
    static Map<String, String> selector(String installation, Integer revision) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(INSTALLATION, installation);
        labels.put(REVISION, revision == null ? NO_REVISION : revision.toString());
        return labels;
    }

    /** As much of a text as a label takes: 63 characters, the first and the last of them letters or digits. */
    static String value(String text) {
        String plain = text.replaceAll("[^A-Za-z0-9._-]", "_").replaceAll("^[._-]+", "");
        return plain.substring(0, Math.min(LONGEST, plain.length())).replaceAll("[._-]+$", "");
    }

    private static String providerName(Placement placement) {
        return placement.provider().substring(placement.provider().indexOf('/') + 1);
    }

    private static Map<String, String> ours() {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(MANAGED_BY, MANAGER);
        labels.put(PART_OF, MANAGER);
        return labels;
    }
}
