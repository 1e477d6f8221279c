package io.slipway.deployer.version;

import jakarta.persistence.Converter;

import io.slipway.contracts.VersionState;
import io.slipway.deployer.column.JsonColumn;

@Converter
class VersionColumn extends JsonColumn<VersionState> {
    VersionColumn() {
        super(VersionState.class);
    }
}
