package io.slipway.registry.organization;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

import jakarta.enterprise.context.ApplicationScoped;

/** The secret that services know each other by. */
@ApplicationScoped
public class InternalToken {
    private final InternalConfig config;

    InternalToken(InternalConfig config) {
        this.config = config;
    }

    /** In constant time. */
    boolean matches(String given) {
        return MessageDigest.isEqual(
                given.getBytes(StandardCharsets.UTF_8), config.token().getBytes(StandardCharsets.UTF_8));
    }
}
