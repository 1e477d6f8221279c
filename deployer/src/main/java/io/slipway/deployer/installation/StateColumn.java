package io.slipway.deployer.installation;

import jakarta.persistence.Converter;

import io.slipway.deployer.column.JsonColumn;
import io.slipway.deployer.rollout.RolloutState;

@Converter
class StateColumn extends JsonColumn<RolloutState> {
    StateColumn() {
        super(RolloutState.class);
    }
}
