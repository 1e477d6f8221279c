package io.slipway.e2e.kubernetes;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A pod that nothing runs and that says it is ready. */
record StandInPod(String namespace, String name, String uid, String address, JsonNode labels) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** @param number gives it an address */
    static StandInPod run(KubeClient client, JsonNode deployment, int ordinal, int number) {
        JsonNode template = deployment.at("/spec/template");
        String namespace = deployment.at("/metadata/namespace").asText();
        String name = deployment.at("/metadata/name").asText() + "-" + ordinal;
        ObjectNode pod = JSON.createObjectNode().put("apiVersion", "v1").put("kind", "Pod");
        pod.putObject("metadata")
                .put("name", name)
                .put("namespace", namespace)
                .set("labels", template.at("/metadata/labels"));
        pod.set("spec", template.path("spec"));
        String path = "/api/v1/namespaces/%s/pods/%s".formatted(namespace, name);
        JsonNode made = client.apply(path, pod);
        String address = "10.%d.%d.%d".formatted(100 + (number >> 16), number >> 8 & 255, number & 255);
        client.merge(path + "/status", running(template, address));
        return new StandInPod(
                namespace, name, made.at("/metadata/uid").asText(), address, template.at("/metadata/labels"));
    }

    String path() {
        return "/api/v1/namespaces/%s/pods/%s".formatted(namespace, name);
    }

    boolean selectedBy(JsonNode selector) {
        return selector.propertyStream().allMatch(one -> one.getValue().equals(labels.path(one.getKey())));
    }

    private static JsonNode running(JsonNode template, String address) {
        String now = now();
        List<Map<String, Object>> conditions =
                List.of("PodScheduled", "Initialized", "ContainersReady", "Ready").stream()
                        .map(type -> Map.<String, Object>of("type", type, "status", "True", "lastTransitionTime", now))
                        .toList();
        JsonNode container = template.at("/spec/containers/0");
        Map<String, Object> state = new HashMap<>(Map.of(
                "name",
                container.path("name").asText(),
                "image",
                container.path("image").asText(),
                "imageID",
                "",
                "restartCount",
                0,
                "ready",
                true,
                "started",
                true,
                "state",
                Map.of("running", Map.of("startedAt", now))));
        return JSON.valueToTree(Map.of(
                "status",
                Map.of(
                        "phase",
                        "Running",
                        "podIP",
                        address,
                        "podIPs",
                        List.of(Map.of("ip", address)),
                        "startTime",
                        now,
                        "conditions",
                        conditions,
                        "containerStatuses",
                        List.of(state))));
    }

    /** Of a Deployment whose pods are all ready; {@code available} for its minReadySeconds. */
    static JsonNode status(JsonNode deployment, int ready, int available) {
        boolean complete = available >= deployment.at("/spec/replicas").asInt(1);
        return JSON.valueToTree(Map.of(
                "status",
                Map.of(
                        "observedGeneration",
                                deployment.at("/metadata/generation").asLong(),
                        "replicas", ready,
                        "updatedReplicas", ready,
                        "readyReplicas", ready,
                        "availableReplicas", available,
                        "conditions",
                                List.of(Map.of(
                                        "type", "Available",
                                        "status", complete ? "True" : "False",
                                        "reason", "StandIn")))));
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
