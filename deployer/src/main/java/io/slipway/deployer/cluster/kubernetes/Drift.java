package io.slipway.deployer.cluster.kubernetes;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Quantity;

/**
 * What others have changed of an object that we applied. Only what we wrote counts: what the server adds, and what belongs to
 * other managers, is left alone, as <a href="https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy">
 * server-side apply</a> leaves it.
 */
final class Drift {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String POD = "spec.template.spec";

    /** Which says who wrote, and not what. */
    private static final Set<String> BOOKKEEPING = Set.of(Labels.FENCE, Labels.DESIRED);

    /** Lists that are merged by a key. A path is without indexes and keys. */
    private static final Map<String, String> MERGED = Map.of(
            "spec.ports",
            "port",
            POD + ".containers",
            "name",
            POD + ".containers.env",
            "name",
            POD + ".containers.ports",
            "containerPort",
            POD + ".containers.volumeMounts",
            "mountPath",
            POD + ".volumes",
            "name",
            POD + ".topologySpreadConstraints",
            "topologyKey",
            "imagePullSecrets",
            "name");

    /** Objects that belong to one manager as a whole: one key more, and they mean something else. */
    private static final Set<String> WHOLE = Set.of(
            "selector",
            "labelSelector",
            "podSelector",
            "namespaceSelector",
            "matchLabels",
            "matchExpressions",
            "ipBlock");

    /** Objects whose values are quantities, and fields that are one. */
    private static final Set<String> QUANTITIES =
            Set.of("requests", "limits", "hard", "default", "defaultRequest", "max", "min");

    private static final String SIZE_LIMIT = "sizeLimit";
    private static final Pattern AMOUNT = Pattern.compile("[+-]?[0-9.]+([eE][+-]?[0-9]+|[numkKMGTPE]i?)?");

    private static final Pattern INDEX = Pattern.compile("\\[[^]]*]");

    private Drift() {}

    /** @return the path of the first field that differs, {@code spec.replicas}; null when all is as it was written */
    static String of(HasMetadata desired, HasMetadata live) {
        ObjectNode ours = JSON.valueToTree(desired);
        ObjectNode theirs = JSON.valueToTree(live);
        ((ObjectNode) ours.path("metadata")).retain("labels", "annotations");
        ours.remove(List.of("apiVersion", "kind", "status"));
        return object("", ours, theirs);
    }

    private static String object(String path, JsonNode desired, JsonNode live) {
        return desired.propertyStream()
                .filter(field -> !BOOKKEEPING.contains(field.getKey()))
                .map(field ->
                        value(below(path, field.getKey()), field.getKey(), field.getValue(), live.path(field.getKey())))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static String value(String path, String name, JsonNode desired, JsonNode live) {
        if (desired.isNull()) {
            return null;
        }
        if (desired.isObject()) {
            return objectField(path, name, desired, live);
        }
        if (desired.isArray()) {
            String key = MERGED.get(INDEX.matcher(path).replaceAll(""));
            return key == null ? listed(path, desired, live) : merged(path, key, desired, live);
        }
        return same(name, desired, live) ? null : path;
    }

    private static String objectField(String path, String name, JsonNode desired, JsonNode live) {
        // The server drops what is empty, a selector of everything for instance.
        if (!live.isObject() && !(desired.isEmpty() && live.isMissingNode())) {
            return path;
        }
        if (QUANTITIES.contains(name)) {
            return quantities(path, desired, live);
        }
        if (WHOLE.contains(name) && live.size() > desired.size()) {
            return path;
        }
        return object(path, desired, live);
    }

    private static String quantities(String path, JsonNode desired, JsonNode live) {
        return desired.propertyStream()
                .filter(field -> !sameAmount(field.getValue(), live.path(field.getKey())))
                .map(field -> below(path, field.getKey()))
                .findFirst()
                .orElse(null);
    }

    private static String merged(String path, String key, JsonNode desired, JsonNode live) {
        return desired.valueStream()
                .map(element -> element(path, key, element, live))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static String element(String path, String key, JsonNode desired, JsonNode live) {
        String where = "%s[%s=%s]".formatted(path, key, desired.path(key).asText());
        Optional<JsonNode> same = live.valueStream()
                .filter(other -> other.path(key).equals(desired.path(key)))
                .findFirst();
        return same.isEmpty() ? where : object(where, desired, same.get());
    }

    private static String listed(String path, JsonNode desired, JsonNode live) {
        if (desired.size() != live.size()) {
            return path;
        }
        return IntStream.range(0, desired.size())
                .mapToObj(i -> value("%s[%d]".formatted(path, i), "", desired.get(i), live.get(i)))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static boolean same(String name, JsonNode desired, JsonNode live) {
        if (SIZE_LIMIT.equals(name)) {
            return sameAmount(desired, live);
        }
        // The server leaves out what is false, 0 or empty where that is what a missing field means.
        if (live.isMissingNode()) {
            return (desired.isBoolean() && !desired.booleanValue())
                    || (desired.isNumber() && desired.decimalValue().signum() == 0);
        }
        return desired.isNumber() && live.isNumber()
                ? desired.decimalValue().compareTo(live.decimalValue()) == 0
                : desired.equals(live);
    }

    private static boolean sameAmount(JsonNode desired, JsonNode live) {
        return desired.equals(live)
                || (AMOUNT.matcher(desired.asText()).matches()
                        && AMOUNT.matcher(live.asText()).matches()
                        && new Quantity(desired.asText()).equals(new Quantity(live.asText())));
    }

    private static String below(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
