package io.slipway.deployer.cluster.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;

/** What is applied bears a hash of itself, so that a pass with nothing to do can tell, and writes nothing. */
final class Desired {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private Desired() {}

    /** The same object, with its hash as an annotation. */
    static <T extends HasMetadata> T marked(T object) {
        String hash = hash(object);
        object.getMetadata().getAnnotations().put(Labels.DESIRED, hash);
        return object;
    }

    /** Of all but who wrote it. A Secret's values count, too: who may read its annotations may read them. */
    static String hash(HasMetadata object) {
        ObjectNode tree = JSON.valueToTree(object);
        if (tree.path("metadata").path("annotations") instanceof ObjectNode annotations) {
            annotations.remove(Labels.FENCE);
            annotations.remove(Labels.DESIRED);
        }
        try {
            return Base32.sha256(JSON.writeValueAsString(JSON.treeToValue(tree, Object.class)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a manifest is a tree of plain values", e);
        }
    }
}
