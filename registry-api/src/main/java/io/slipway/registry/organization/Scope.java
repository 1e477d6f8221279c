package io.slipway.registry.organization;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a token may be used for. {@code ADMIN} does not include the others. */
public enum Scope {
    READ,
    PUBLISH,
    INSTALL,
    ADMIN;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Empty for what is no scope's word. */
    public static Optional<Scope> of(String word) {
        return Stream.of(values()).filter(scope -> scope.word().equals(word)).findFirst();
    }
}
