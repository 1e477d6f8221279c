package io.slipway.orchestrator.build;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.slipway.outbox.EventJson;

/** As text, because jsonb would lose the order of keys in which the provider's author wrote them. */
@Converter
public class SchemasColumn implements AttributeConverter<List<Map<String, Object>>, String> {

    @Override
    public String convertToDatabaseColumn(List<Map<String, Object>> schemas) {
        return schemas == null ? null : EventJson.write(schemas);
    }

    @Override
    public List<Map<String, Object>> convertToEntityAttribute(String column) {
        if (column == null) {
            return null;
        }
        try {
            return EventJson.mapper().readValue(column, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
