package io.slipway.registry.installation;

import java.util.List;
import java.util.Map;

import jakarta.persistence.Converter;

import com.fasterxml.jackson.core.type.TypeReference;
import io.slipway.contracts.InstallationOutcome;
import io.slipway.outbox.JsonColumn;

/** The columns of an installation that hold JSON. */
final class InstallationColumns {
    private InstallationColumns() {}

    @Converter
    static class Config extends JsonColumn<Map<String, Object>> {
        Config() {
            super(new TypeReference<>() {});
        }
    }

    @Converter
    static class Outcome extends JsonColumn<InstallationOutcome> {
        Outcome() {
            super(new TypeReference<>() {});
        }
    }

    @Converter
    static class Revisions extends JsonColumn<List<InstallationOutcome.Revision>> {
        Revisions() {
            super(new TypeReference<>() {});
        }
    }
}
