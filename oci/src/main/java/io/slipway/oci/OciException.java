package io.slipway.oci;

import java.io.IOException;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** A registry does not give or take an image. The message is for the user who named it, and says what to do. */
public final class OciException extends IOException {
    private static final long serialVersionUID = 1L;

    public enum Reason {
        NOT_FOUND,
        /** It wants a login, or another one. */
        UNAUTHORIZED,
        DENIED,
        /** Never asked: its address may not be connected to. */
        REFUSED,
        UNREACHABLE,
        TOO_LARGE,
        /** There is no variant of it for the platform. */
        NO_VARIANT,
        /** What the registry says is no image, or not what its digest says. */
        INVALID
    }

    private final Reason reason;

    public OciException(Reason reason, String message) {
        this(reason, message, null);
    }

    public OciException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Stable, snake_case. */
    public String code() {
        return "image_" + reason.name().toLowerCase(Locale.ROOT);
    }

    /** Whether the same may succeed later. */
    public boolean isTransient() {
        return reason == Reason.UNREACHABLE;
    }
}
