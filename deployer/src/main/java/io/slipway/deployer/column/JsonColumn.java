package io.slipway.deployer.column;

import jakarta.persistence.AttributeConverter;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.slipway.outbox.EventJson;

/** A record kept as JSON in a text column, in the shape that events have. */
public abstract class JsonColumn<T> implements AttributeConverter<T, String> {
    private final Class<T> type;

    protected JsonColumn(Class<T> type) {
        this.type = type;
    }

    @Override
    public String convertToDatabaseColumn(T value) {
        return value == null ? null : EventJson.write(value);
    }

    @Override
    public T convertToEntityAttribute(String json) {
        if (json == null) {
            return null;
        }
        try {
            return EventJson.mapper().readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row holds what is no " + type.getSimpleName(), e);
        }
    }
}
