package io.slipway.orchestrator.build;

import java.util.List;
import java.util.Map;

import jakarta.persistence.Converter;

import com.fasterxml.jackson.core.type.TypeReference;
import io.slipway.outbox.JsonColumn;

@Converter
class SchemasColumn extends JsonColumn<List<Map<String, Object>>> {
    SchemasColumn() {
        super(new TypeReference<>() {});
    }
}
