package io.slipway.deployer.installation;

import jakarta.persistence.Converter;

import com.fasterxml.jackson.core.type.TypeReference;
import io.slipway.contracts.InstallationIntent;
import io.slipway.outbox.JsonColumn;

@Converter
class IntentColumn extends JsonColumn<InstallationIntent> {
    IntentColumn() {
        super(new TypeReference<>() {});
    }
}
