package io.slipway.registry.installation;

import io.slipway.registry.organization.Caller;

/** Which installation is meant: one per tenant, environment and provider. @param provider {@code org/name} */
public record Address(Caller caller, String environment, String provider) {
    String organization() {
        return caller.organization();
    }

    Place place() {
        return new Place(organization(), environment, provider);
    }
}
