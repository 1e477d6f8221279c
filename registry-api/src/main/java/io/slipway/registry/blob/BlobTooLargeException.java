package io.slipway.registry.blob;

import java.io.IOException;

/** More bytes than allowed. */
public final class BlobTooLargeException extends IOException {
    BlobTooLargeException(long maxBytes) {
        super("more than " + maxBytes + " bytes");
    }
}
