package io.slipway.outbox;

import java.io.UncheckedIOException;

import jakarta.persistence.AttributeConverter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;

/**
 * A value kept as JSON in a {@code text} column, in the shape that events have. Text, because {@code jsonb} would lose the
 * order of keys in which somebody wrote them. Subclasses name the type.
 */
public abstract class JsonColumn<T> implements AttributeConverter<T, String> {
    private final TypeReference<T> type;

    protected JsonColumn(TypeReference<T> type) {
        this.type = type;
    }

    @Override
    public String convertToDatabaseColumn(T value) {
        return value == null ? null : EventJson.write(value);
    }

    @Override
    public T convertToEntityAttribute(String json) {
        try {
            return json == null ? null : EventJson.mapper().readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a column holds other JSON than was written there", e);
        }
    }
}
