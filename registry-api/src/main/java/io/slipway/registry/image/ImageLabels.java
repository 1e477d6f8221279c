package io.slipway.registry.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import io.slipway.contracts.VersionState.Strategy;
import io.slipway.oci.ImageConfig;
import io.slipway.outbox.EventJson;
import io.slipway.providerpackage.ImagePackage;
import io.slipway.providerpackage.ImagePackage.ResourceType;
import org.jspecify.annotations.Nullable;

/** What an image's labels say that a package's manifest would say. */
final class ImageLabels {
    static final String PORT = "io.slipway.port";
    static final String HEALTH = "io.slipway.health";
    static final String STRATEGY = "io.slipway.strategy";
    static final String DATA = "io.slipway.data";
    static final String CONFIG = "io.slipway.config";
    static final String SCHEMAS = "io.slipway.schemas";

    private static final int MAX_PORT = 65_535;
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final TypeReference<List<ResourceType>> RESOURCES = new TypeReference<>() {};
    private static final ObjectReader JSON = EventJson.mapper()
            .copy()
            .setPropertyNamingStrategy(com.fasterxml.jackson.databind.PropertyNamingStrategies.LOWER_CAMEL_CASE)
            .reader()
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final ImageConfig image;

    ImageLabels(ImageConfig image) {
        this.image = image;
    }

    /** A label that cannot be what it should. */
    static final class LabelFault extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LabelFault(String message) {
            super(message);
        }
    }

    /** @throws LabelFault also when the image exposes several */
    int port() {
        String label = image.labels().get(PORT);
        if (label != null) {
            if (label.matches("[0-9]{1,5}") && Integer.parseInt(label) >= 1 && Integer.parseInt(label) <= MAX_PORT) {
                return Integer.parseInt(label);
            }
            throw new LabelFault("the label " + PORT + " is no port: write a number from 1 to " + MAX_PORT);
        }
        return switch (image.ports().size()) {
            case 0 -> ImagePackage.DEFAULT_PORT;
            case 1 -> image.ports().getFirst();
            default ->
                throw new LabelFault("the image exposes several ports: say by the label " + PORT + " which one serves");
        };
    }

    String health() {
        return image.labels().getOrDefault(HEALTH, ImagePackage.DEFAULT_HEALTH);
    }

    Strategy strategy() {
        return switch (image.labels().getOrDefault(STRATEGY, "switch")) {
            case "switch" -> Strategy.switch_;
            case "recreate" -> Strategy.recreate;
            default -> throw new LabelFault("the label " + STRATEGY + " has to be switch or recreate");
        };
    }

    boolean data() {
        return switch (image.labels().getOrDefault(DATA, "false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new LabelFault("the label " + DATA + " has to be true or false");
        };
    }

    /** Null when there is none. */
    @Nullable Map<String, Object> config() {
        return read(CONFIG, OBJECT, "a JSON Schema");
    }

    List<ResourceType> resources() {
        List<ResourceType> read =
                read(SCHEMAS, RESOURCES, "a list of resource types: name, description, configSchema and outputsSchema");
        List<ResourceType> resources = new ArrayList<>();
        for (ResourceType resource : read == null ? List.<ResourceType>of() : read) {
            if (resource == null || resource.name() == null || resource.configSchema() == null) {
                throw new LabelFault("the label " + SCHEMAS + " has a resource type without name or configSchema");
            }
            resources.add(resource);
        }
        return resources;
    }

    private <T> @Nullable T read(String label, TypeReference<T> type, String what) {
        String text = image.labels().get(label);
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return JSON.forType(type).readValue(text);
        } catch (JsonProcessingException e) {
            throw new LabelFault("the label " + label + " is not " + what + ", as JSON");
        }
    }
}
