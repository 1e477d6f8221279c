package io.slipway.registry.installation;

/**
 * A secret as a request gave it, until it is sealed. It equals no other one, so that giving it is a change, and nobody finds
 * out by giving values which one is kept. There is no JSON of it: what is written to a column or an answer by mistake fails.
 */
final class GivenSecret {
    private final String value;

    GivenSecret(String value) {
        this.value = value;
    }

    /** In no message and no log. */
    String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return SecretRules.MASK;
    }
}
