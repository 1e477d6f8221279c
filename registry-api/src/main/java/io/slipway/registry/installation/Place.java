package io.slipway.registry.installation;

/** Where an installation is, or may be. @param provider {@code org/name} */
record Place(String organization, String environment, String provider) {
    static Place of(Installation installation) {
        return new Place(installation.organization(), installation.intent().environment(), installation.provider());
    }
}
