package io.slipway.deployer.installation;

import jakarta.persistence.Converter;

import io.slipway.contracts.InstallationIntent;
import io.slipway.deployer.column.JsonColumn;

@Converter
class IntentColumn extends JsonColumn<InstallationIntent> {
    IntentColumn() {
        super(InstallationIntent.class);
    }
}
