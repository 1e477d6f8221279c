package io.slipway.registry.version;

import java.util.List;
import java.util.Map;

import jakarta.persistence.Converter;

import com.fasterxml.jackson.core.type.TypeReference;
import io.slipway.contracts.VersionState;
import io.slipway.outbox.JsonColumn;
import io.slipway.registry.provider.ProviderMetadata;

/** The columns of a version that hold JSON. */
final class VersionColumns {
    private VersionColumns() {}

    @Converter
    static class Manifest extends JsonColumn<VersionState.Manifest> {
        Manifest() {
            super(new TypeReference<>() {});
        }
    }

    @Converter
    static class Metadata extends JsonColumn<ProviderMetadata> {
        Metadata() {
            super(new TypeReference<>() {});
        }
    }

    @Converter
    static class Schemas extends JsonColumn<List<Map<String, Object>>> {
        Schemas() {
            super(new TypeReference<>() {});
        }
    }

    @Converter
    static class Names extends JsonColumn<List<String>> {
        Names() {
            super(new TypeReference<>() {});
        }
    }

    @Converter
    static class Json extends JsonColumn<Map<String, Object>> {
        Json() {
            super(new TypeReference<>() {});
        }
    }
}
