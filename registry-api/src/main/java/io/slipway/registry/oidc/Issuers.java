package io.slipway.registry.oidc;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.runtime.Startup;

/** The configured issuers by their address. */
@Startup
@ApplicationScoped
class Issuers {
    private static final Duration MAX_LIFETIME = Duration.ofMinutes(15);

    private final Map<String, Issuer> byUrl;

    /** @throws IllegalArgumentException which stops the start, for a configuration that cannot be meant */
    Issuers(OidcConfig config) {
        Set<String> plainHttpHosts = config.plainHttpHosts().orElse(Set.of());
        byUrl = config.issuers().values().stream()
                .map(issuer -> new Issuer(issuer, plainHttpHosts, config.refreshKeysAfter()))
                .collect(Collectors.toUnmodifiableMap(Issuer::name, Function.identity()));
        if (!byUrl.isEmpty() && config.audience().isEmpty()) {
            throw new IllegalArgumentException("slipway.oidc.audience is needed: tokens for others would do otherwise");
        }
        if (config.tokenLifetime().compareTo(MAX_LIFETIME) > 0
                || !config.tokenLifetime().isPositive()) {
            throw new IllegalArgumentException("slipway.oidc.token-lifetime may be 15 minutes at most");
        }
    }

    Optional<Issuer> find(String url) {
        return Optional.ofNullable(byUrl.get(url));
    }

    Set<String> urls() {
        return byUrl.keySet();
    }
}
