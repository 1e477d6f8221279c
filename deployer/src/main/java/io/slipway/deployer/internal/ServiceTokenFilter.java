package io.slipway.deployer.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Only the other services may call: all routes want the token that they share. */
@Singleton
class ServiceTokenFilter {
    private final byte[] expected;

    ServiceTokenFilter(@ConfigProperty(name = "slipway.internal.token") String token) {
        this.expected = bytes("Bearer " + token);
    }

    @ServerRequestFilter(preMatching = true)
    Response check(ContainerRequestContext request) {
        String given = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        return given != null && MessageDigest.isEqual(expected, bytes(given))
                ? null
                : Response.status(Response.Status.UNAUTHORIZED)
                        .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                        .build();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
