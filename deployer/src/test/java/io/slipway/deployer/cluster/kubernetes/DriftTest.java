package io.slipway.deployer.cluster.kubernetes;

import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class DriftTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String POD = "/spec/template/spec";
    private static final String CONTAINER = POD + "/containers/0";

    static Stream<Arguments> changesThatAreOurs() {
        return Stream.of(
                arguments("kubectl scale", "Deployment", "/spec/replicas", "5", "spec.replicas"),
                arguments("kubectl set image", "Deployment", CONTAINER + "/image", "\"evil\"", container("image")),
                arguments("kubectl edit", "Deployment", "/spec/minReadySeconds", "0", "spec.minReadySeconds"),
                arguments(
                        "a zero that is left out", "Deployment", "/spec/minReadySeconds", null, "spec.minReadySeconds"),
                arguments(
                        "kubectl set resources",
                        "Deployment",
                        CONTAINER + "/resources/limits/memory",
                        "\"4Gi\"",
                        container("resources.limits.memory")),
                arguments(
                        "a limit that is gone",
                        "Deployment",
                        CONTAINER + "/resources/limits",
                        null,
                        container("resources.limits")),
                arguments(
                        "kubectl set env",
                        "Deployment",
                        CONTAINER + "/env/0/value",
                        "\"1\"",
                        container("env[name=PORT].value")),
                arguments(
                        "a variable in another's place",
                        "Deployment",
                        CONTAINER + "/env",
                        "[{\"name\":\"OTHER\",\"value\":\"8080\"}]",
                        container("env[name=PORT]")),
                arguments(
                        "another Secret",
                        "Deployment",
                        CONTAINER + "/envFrom/0/secretRef/name",
                        "\"other\"",
                        container("envFrom[0].secretRef.name")),
                arguments(
                        "one Secret more, which would overrule ours",
                        "Deployment",
                        CONTAINER + "/envFrom/1",
                        "{\"secretRef\":{\"name\":\"other\"}}",
                        container("envFrom")),
                arguments(
                        "less security",
                        "Deployment",
                        CONTAINER + "/securityContext/readOnlyRootFilesystem",
                        "false",
                        container("securityContext.readOnlyRootFilesystem")),
                arguments(
                        "a capability back",
                        "Deployment",
                        CONTAINER + "/securityContext/capabilities/drop/0",
                        "\"KILL\"",
                        container("securityContext.capabilities.drop[0]")),
                arguments(
                        "root",
                        "Deployment",
                        POD + "/securityContext/runAsUser",
                        "0",
                        "spec.template.spec.securityContext.runAsUser"),
                arguments(
                        "a probe of another path",
                        "Deployment",
                        CONTAINER + "/readinessProbe/httpGet/path",
                        "\"/\"",
                        container("readinessProbe.httpGet.path")),
                arguments(
                        "a smaller disk",
                        "Deployment",
                        POD + "/volumes/0/emptyDir/sizeLimit",
                        "\"255Mi\"",
                        "spec.template.spec.volumes[name=tmp].emptyDir.sizeLimit"),
                arguments(
                        "a volume away", "Deployment", POD + "/volumes", "[]", "spec.template.spec.volumes[name=tmp]"),
                arguments(
                        "a label that selectors need",
                        "Deployment",
                        "/metadata/labels/slipway.io~1revision",
                        "\"9\"",
                        "metadata.labels.slipway.io/revision"),
                arguments("labels away", "Deployment", "/metadata/labels", null, "metadata.labels"),
                arguments(
                        "another provider's name",
                        "Deployment",
                        "/metadata/annotations/slipway.io~1provider",
                        "\"x/y\"",
                        "metadata.annotations.slipway.io/provider"),
                arguments(
                        "requests to another revision",
                        "Service",
                        "/spec/selector/slipway.io~1revision",
                        "\"1\"",
                        "spec.selector.slipway.io/revision"),
                arguments(
                        "one label more, which no pod has", "Service", "/spec/selector/app", "\"x\"", "spec.selector"),
                arguments("another port", "Service", "/spec/ports/0/port", "81", "spec.ports[port=80]"),
                arguments("a port of the node", "Service", "/spec/type", "\"NodePort\"", "spec.type"),
                arguments(
                        "a policy for some",
                        "NetworkPolicy",
                        "/spec/podSelector/matchLabels",
                        "{\"a\":\"b\"}",
                        "spec.podSelector"),
                arguments(
                        "one address more",
                        "NetworkPolicy",
                        "/spec/egress/0/to/2",
                        "{\"ipBlock\":{\"cidr\":\"169.254.169.254/32\"}}",
                        "spec.egress[0].to"),
                arguments(
                        "an exception less",
                        "NetworkPolicy",
                        "/spec/egress/0/to/0/ipBlock/except",
                        null,
                        "spec.egress[0].to[0].ipBlock.except"),
                arguments("a larger quota", "ResourceQuota", "/spec/hard/pods", "\"1k\"", "spec.hard.pods"),
                arguments(
                        "a token for pods",
                        "ServiceAccount",
                        "/automountServiceAccountToken",
                        "true",
                        "automountServiceAccountToken"),
                arguments("a changeable Secret", "Secret", "/immutable", "false", "immutable"),
                arguments("another value", "Secret", "/data/GREETING", "\"eA==\"", "data.GREETING"),
                arguments(
                        "pods of any kind",
                        "Namespace",
                        "/metadata/labels/pod-security.kubernetes.io~1enforce",
                        "\"privileged\"",
                        "metadata.labels.pod-security.kubernetes.io/enforce"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void changesThatAreOurs(String reason, String kind, String pointer, String value, String path) throws Exception {
        HasMetadata desired = desired(kind);
        assertThat(Drift.of(desired, changed(desired, pointer, value)))
                .as(reason)
                .isEqualTo(path);
    }

    static Stream<Arguments> changesThatAreNot() {
        return Stream.of(
                arguments("the same amount", "Deployment", CONTAINER + "/resources/requests/cpu", "\"0.05\""),
                arguments("the same amount", "Deployment", CONTAINER + "/resources/limits/memory", "\"131072Ki\""),
                arguments("the same amount", "Deployment", POD + "/volumes/0/emptyDir/sizeLimit", "\"268435456\""),
                arguments("the same amount", "ResourceQuota", "/spec/hard/pods", "\"0.2k\""),
                arguments("a default", "Deployment", CONTAINER + "/readinessProbe/initialDelaySeconds", "3"),
                arguments("a default", "Deployment", POD + "/dnsPolicy", "\"ClusterFirst\""),
                arguments("a default", "Deployment", POD + "/schedulerName", "\"default-scheduler\""),
                arguments("a default", "Service", "/spec/clusterIP", "\"10.0.0.1\""),
                arguments("a default", "Service", "/spec/ports/0/nodePort", "0"),
                arguments("the server leaves false out", "ServiceAccount", "/automountServiceAccountToken", null),
                arguments("the server leaves an empty object out", "NetworkPolicy", "/spec/podSelector", null),
                arguments("another manager's amount", "Deployment", CONTAINER + "/resources/limits/cpu", "\"1\""),
                arguments(
                        "another manager's variable",
                        "Deployment",
                        CONTAINER + "/env/2",
                        "{\"name\":\"X\",\"value\":\"y\"}"),
                arguments(
                        "another manager's container",
                        "Deployment",
                        POD + "/containers/1",
                        "{\"name\":\"mesh\",\"image\":\"m\"}"),
                arguments(
                        "another manager's volume",
                        "Deployment",
                        POD + "/volumes/2",
                        "{\"name\":\"x\",\"emptyDir\":{}}"),
                arguments("another manager's label", "Deployment", "/metadata/labels/team", "\"x\""),
                arguments("an operator's pause", "Service", "/metadata/annotations/slipway.io~1paused", "\"true\""),
                arguments(
                        "kubectl rollout restart",
                        "Deployment",
                        "/spec/template/metadata/annotations",
                        "{\"a\":\"b\"}"),
                arguments("the tokens of old servers", "ServiceAccount", "/secrets", "[{\"name\":\"t\"}]"),
                arguments("who wrote last", "Deployment", "/metadata/annotations/slipway.io~1fence", "\"99\""),
                arguments(
                        "what was applied before", "Deployment", "/metadata/annotations/slipway.io~1desired", "\"x\""),
                arguments("what the server counts", "Deployment", "/metadata/resourceVersion", "\"12\""),
                arguments("what is seen of it", "Deployment", "/status", "{\"replicas\":0}"));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource
    void changesThatAreNot(String reason, String kind, String pointer, String value) throws Exception {
        HasMetadata desired = desired(kind);
        assertThat(Drift.of(desired, changed(desired, pointer, value)))
                .as(reason)
                .isNull();
    }

    private static String container(String field) {
        return "spec.template.spec.containers[name=provider]." + field;
    }

    /** Of the namespace's policies, the one of egress. */
    private static HasMetadata desired(String kind) {
        return ManifestCase.named("small").objects(Map.of()).stream()
                .filter(object -> object.getKind().equals(kind))
                .filter(object -> !kind.equals("NetworkPolicy")
                        || object.getMetadata().getName().endsWith("allow-egress"))
                .findFirst()
                .orElseThrow();
    }

    /** @param value JSON; null takes the field away */
    private static HasMetadata changed(HasMetadata object, String pointer, String value)
            throws JsonProcessingException {
        ObjectNode tree = JSON.valueToTree(object);
        int slash = pointer.lastIndexOf('/');
        JsonNode parent = slash > 0 ? tree.at(pointer.substring(0, slash)) : tree;
        String name = pointer.substring(slash + 1).replace("~1", "/");
        switch (parent) {
            case ArrayNode list when Integer.parseInt(name) == list.size() -> list.add(JSON.readTree(value));
            case ArrayNode list -> list.set(Integer.parseInt(name), JSON.readTree(value));
            case ObjectNode fields when value == null -> fields.remove(name);
            case ObjectNode fields -> fields.set(name, JSON.readTree(value));
            case JsonNode other -> throw new AssertionError(pointer + " is in " + other);
        }
        return JSON.treeToValue(tree, object.getClass());
    }
}
