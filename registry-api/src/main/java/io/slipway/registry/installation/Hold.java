package io.slipway.registry.installation;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;

import io.slipway.contracts.InstallationIntent.PinCause;

/** No policy leads away from it until it is released. @param cause the request that set it */
@Embeddable
record Hold(
        @Column(name = "pin") String pin,

        @Column(name = "pin_cause") @Enumerated(EnumType.STRING)
        PinCause cause) {

    /** What a rollback brought back is no longer what is held once something of it was changed by hand. */
    Hold afterChange() {
        return cause == PinCause.rollback ? new Hold(pin, PinCause.upgrade) : this;
    }
}
