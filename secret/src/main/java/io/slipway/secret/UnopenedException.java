package io.slipway.secret;

/** A sealed value was changed, stands in another place than it was sealed for, or its key's id names another key now. */
public final class UnopenedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnopenedException(Place place, String keyId) {
        super("a secret in " + place.table() + " does not open by the key " + keyId
                + ": it was changed, moved, or the id stands for another key now");
    }
}
