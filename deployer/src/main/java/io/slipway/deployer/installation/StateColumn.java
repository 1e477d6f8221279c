package io.slipway.deployer.installation;

import jakarta.persistence.Converter;

import com.fasterxml.jackson.core.type.TypeReference;
import io.slipway.deployer.rollout.RolloutState;
import io.slipway.outbox.JsonColumn;

@Converter
class StateColumn extends JsonColumn<RolloutState> {
    StateColumn() {
        super(new TypeReference<>() {});
    }
}
