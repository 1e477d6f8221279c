package io.slipway.oci;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Where an image runs, as OCI names it.
 *
 * @param os {@code linux}
 * @param architecture {@code amd64}
 * @param variant of the architecture, such as {@code v8}; null for any
 */
public record Platform(
        String os, String architecture, @Nullable String variant) {
    private static final Pattern FORM = Pattern.compile("([a-z0-9._-]+)/([a-z0-9._-]+)(?:/([a-z0-9._-]+))?");

    public Platform(String os, String architecture) {
        this(os, architecture, null);
    }

    /** {@code os/architecture} or {@code os/architecture/variant}; empty for other text. */
    public static Optional<Platform> parse(String text) {
        Matcher parts = FORM.matcher(text);
        return parts.matches()
                ? Optional.of(new Platform(parts.group(1), parts.group(2), parts.group(3)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return os + "/" + architecture + (variant == null ? "" : "/" + variant);
    }
}
