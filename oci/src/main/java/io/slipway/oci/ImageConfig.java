package io.slipway.oci;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What an image says of itself (OCI image specification, "config").
 *
 * @param ports that it exposes by TCP
 */
public record ImageConfig(String os, String architecture, Map<String, String> labels, List<Integer> ports) {
    private static final int MAX_PORT = 65_535;

    static ImageConfig of(JsonNode document) {
        Map<String, String> labels = new LinkedHashMap<>();
        document.at("/config/Labels")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        List<Integer> ports = new ArrayList<>();
        document.at("/config/ExposedPorts").properties().forEach(port -> addPort(port.getKey(), ports));
        return new ImageConfig(
                document.path("os").asText(),
                document.path("architecture").asText(),
                Map.copyOf(labels),
                ports.stream().distinct().sorted().toList());
    }

    /** {@code 8080}, {@code 8080/tcp} or {@code 53/udp}. */
    private static void addPort(String text, List<Integer> ports) {
        String number = text.endsWith("/tcp") ? text.substring(0, text.length() - 4) : text;
        if (number.matches("[0-9]{1,5}") && Integer.parseInt(number) >= 1 && Integer.parseInt(number) <= MAX_PORT) {
            ports.add(Integer.parseInt(number));
        }
    }
}
