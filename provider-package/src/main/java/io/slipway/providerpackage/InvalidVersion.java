package io.slipway.providerpackage;

/** A version is neither calendar nor SemVer; the message says what to write instead. */
public final class InvalidVersion extends Exception {
    public InvalidVersion(String message) {
        super(message);
    }
}
