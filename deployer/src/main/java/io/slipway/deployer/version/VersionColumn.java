package io.slipway.deployer.version;

import jakarta.persistence.Converter;

import com.fasterxml.jackson.core.type.TypeReference;
import io.slipway.contracts.VersionState;
import io.slipway.outbox.JsonColumn;

@Converter
class VersionColumn extends JsonColumn<VersionState> {
    VersionColumn() {
        super(new TypeReference<>() {});
    }
}
