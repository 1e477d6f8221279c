package io.slipway.oci;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What a registry, or the token service that it names, is shown. */
public record RegistryLogin(String username, String password) {
    /** RFC 7617. */
    String basic() {
        return "Basic "
                + Base64.getEncoder().encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "RegistryLogin[…]";
    }
}
