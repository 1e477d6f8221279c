package io.slipway.oci;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/** The registry that an image is copied to does not take it: not the fault of the image or of whoever named it. */
public final class TargetException extends IOException {
    private static final long serialVersionUID = 1L;

    TargetException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
