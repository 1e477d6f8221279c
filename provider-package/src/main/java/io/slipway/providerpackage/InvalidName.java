package io.slipway.providerpackage;

/** A provider's or organization's name breaks a rule; the message says which and how to spell it. */
public final class InvalidName extends Exception {
    public InvalidName(String message) {
        super(message);
    }
}
