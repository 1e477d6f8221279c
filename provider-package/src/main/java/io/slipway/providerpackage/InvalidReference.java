package io.slipway.providerpackage;

/** What should name an image does not; the message says what to write. */
public final class InvalidReference extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidReference(String message) {
        super(message);
    }
}
