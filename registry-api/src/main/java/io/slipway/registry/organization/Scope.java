package io.slipway.registry.organization;

import java.util.Locale;

/** What a token may be used for. {@code ADMIN} does not include the others. */
public enum Scope {
    READ,
    PUBLISH,
    INSTALL,
    ADMIN;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
