package io.slipway.deployer.installation;

import jakarta.persistence.Converter;

import io.slipway.contracts.InstallationOutcome;
import io.slipway.deployer.column.JsonColumn;

@Converter
class OutcomeColumn extends JsonColumn<InstallationOutcome> {
    OutcomeColumn() {
        super(InstallationOutcome.class);
    }
}
