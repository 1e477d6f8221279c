package io.slipway.deployer.installation;

import jakarta.persistence.Converter;

import com.fasterxml.jackson.core.type.TypeReference;
import io.slipway.contracts.InstallationOutcome;
import io.slipway.outbox.JsonColumn;

@Converter
class OutcomeColumn extends JsonColumn<InstallationOutcome> {
    OutcomeColumn() {
        super(new TypeReference<>() {});
    }
}
