package io.slipway.providerpackage;

import java.util.List;

/** A package is refused: a stable {@link #code()}, a message for its author, and where in its files the fault is. */
public final class PackageException extends Exception {
    private final String code;
    private final transient List<Violation> violations;

    public PackageException(String code, String message, List<Violation> violations) {
        super(message);
        this.code = code;
        this.violations = List.copyOf(violations);
    }

    /** Stable, snake_case; {@code docs/provider-package.md} lists all. */
    public String code() {
        return code;
    }

    /** Empty when the archive itself is at fault. */
    public List<Violation> violations() {
        return violations;
    }
}
