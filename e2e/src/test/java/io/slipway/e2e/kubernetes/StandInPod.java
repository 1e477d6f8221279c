package io.slipway.e2e.kubernetes;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A pod that nothing runs and that says what it is told to. */
record StandInPod(String namespace, String name, String uid, String address, JsonNode template) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** @param number gives it an address */
    static StandInPod make(KubeClient client, JsonNode deployment, int ordinal, int number) {
        JsonNode template = deployment.at("/spec/template");
        String namespace = deployment.at("/metadata/namespace").asText();
        String name = deployment.at("/metadata/name").asText() + "-" + ordinal;
        ObjectNode pod = JSON.createObjectNode().put("apiVersion", "v1").put("kind", "Pod");
        pod.putObject("metadata")
                .put("name", name)
                .put("namespace", namespace)
                .set("labels", template.at("/metadata/labels"));
        pod.set("spec", template.path("spec"));
        JsonNode made = client.apply("/api/v1/namespaces/%s/pods/%s".formatted(namespace, name), pod);
        String address = "10.%d.%d.%d".formatted(100 + (number >> 16), number >> 8 & 255, number & 255);
        return new StandInPod(namespace, name, made.at("/metadata/uid").asText(), address, template);
    }

    void tell(KubeClient client, PodState state) {
        JsonNode container = template.at("/spec/containers/0");
        client.merge(
                path() + "/status",
                JSON.valueToTree(Map.of(
                        "status",
                        state.status(
                                container.path("name").asText(),
                                container.path("image").asText(),
                                address,
                                now()))));
    }

    String path() {
        return "/api/v1/namespaces/%s/pods/%s".formatted(namespace, name);
    }

    boolean selectedBy(JsonNode selector) {
        JsonNode labels = template.at("/metadata/labels");
        return selector.propertyStream().allMatch(one -> one.getValue().equals(labels.path(one.getKey())));
    }

    /** Of a Deployment with that many pods; {@code available} for its minReadySeconds. */
    static JsonNode status(JsonNode deployment, int pods, int available, boolean refused) {
        boolean complete = available >= deployment.at("/spec/replicas").asInt(1);
        return JSON.valueToTree(Map.of(
                "status",
                Map.of(
                        "observedGeneration",
                                deployment.at("/metadata/generation").asLong(),
                        "replicas", pods,
                        "updatedReplicas", pods,
                        "readyReplicas", available,
                        "availableReplicas", available,
                        "conditions",
                                List.of(
                                        Map.of(
                                                "type", "Available",
                                                "status", complete ? "True" : "False",
                                                "reason", "StandIn"),
                                        Map.of(
                                                "type", "ReplicaFailure",
                                                "status", refused ? "True" : "False",
                                                "reason", "FailedCreate",
                                                "message", "pods \"x-1\" is forbidden: exceeded quota: slipway")))));
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
