package io.slipway.outbox;

import java.io.UncheckedIOException;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.slipway.contracts.BuildEvent;
import io.slipway.contracts.EventTypes;
import io.slipway.contracts.InstallationEvent;
import io.slipway.contracts.LifecycleEvent;
import io.slipway.contracts.RolloutEvent;
import io.slipway.contracts.Topics;
import io.slipway.contracts.VersionEvent;

/** How events are written: snake_case, nulls kept, times as RFC 3339 text; unknown fields are ignored when read. */
public final class EventJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private EventJson() {}

    /** The mapper itself, for snapshots and columns that hold the same records. Shared: do not configure it. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /** @throws IllegalArgumentException when the value cannot be written */
    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "cannot be written as JSON: " + value.getClass().getName(), e);
        }
    }

    /**
     * What {@link #write} has made, from where it was kept; null stays null.
     *
     * @throws UncheckedIOException when it is not the type's JSON
     */
    public static <T> T stored(String json, Class<T> type) {
        try {
            return json == null ? null : MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a row holds other JSON than was written there", e);
        }
    }

    /**
     * @param topic one of {@link Topics}, without a prefix: it decides whose {@code Unknown} an unknown type becomes
     * @throws IllegalArgumentException when the data is not the type's JSON, or the topic is none of ours
     */
    public static LifecycleEvent read(String topic, String type, JsonNode data) {
        Optional<Class<? extends LifecycleEvent>> known = EventTypes.classOf(type);
        if (known.isEmpty()) {
            return unknown(topic, type, data.toString());
        }
        try {
            return MAPPER.treeToValue(data, known.get());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not the JSON of a " + type + ": " + e.getOriginalMessage(), e);
        }
    }

    private static LifecycleEvent unknown(String topic, String type, String json) {
        return switch (topic) {
            case Topics.VERSIONS -> new VersionEvent.Unknown(type, json);
            case Topics.BUILDS -> new BuildEvent.Unknown(type, json);
            case Topics.INSTALLATIONS -> new InstallationEvent.Unknown(type, json);
            case Topics.ROLLOUTS -> new RolloutEvent.Unknown(type, json);
            default -> throw new IllegalArgumentException("not a lifecycle topic: " + topic);
        };
    }
}
