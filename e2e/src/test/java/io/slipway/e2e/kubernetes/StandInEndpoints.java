package io.slipway.e2e.kubernetes;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The Endpoints of a Service, as its controller makes them. */
final class StandInEndpoints {
    private static final ObjectMapper JSON = new ObjectMapper();

    private StandInEndpoints() {}

    static JsonNode of(JsonNode service, List<StandInPod> pods) {
        ObjectNode endpoints = JSON.createObjectNode().put("apiVersion", "v1").put("kind", "Endpoints");
        endpoints
                .putObject("metadata")
                .put("name", service.at("/metadata/name").asText())
                .put("namespace", service.at("/metadata/namespace").asText())
                .set("labels", service.at("/metadata/labels"));
        List<Map<String, Object>> addresses = pods.stream()
                .filter(pod -> pod.selectedBy(service.at("/spec/selector")))
                .sorted(Comparator.comparing(StandInPod::name))
                .map(StandInEndpoints::address)
                .toList();
        if (!addresses.isEmpty()) {
            ObjectNode subset = endpoints.putArray("subsets").addObject();
            subset.set("addresses", JSON.valueToTree(addresses));
            subset.putArray("ports").addObject().put("name", "http").put("port", 8080);
        }
        return endpoints;
    }

    static String path(JsonNode endpoints) {
        return "/api/v1/namespaces/%s/endpoints/%s"
                .formatted(
                        endpoints.at("/metadata/namespace").asText(),
                        endpoints.at("/metadata/name").asText());
    }

    /** Null serves nobody. */
    static boolean serves(JsonNode endpoints) {
        return endpoints != null && endpoints.has("subsets");
    }

    private static Map<String, Object> address(StandInPod pod) {
        return Map.of(
                "ip",
                pod.address(),
                "targetRef",
                Map.of("kind", "Pod", "namespace", pod.namespace(), "name", pod.name(), "uid", pod.uid()));
    }
}
