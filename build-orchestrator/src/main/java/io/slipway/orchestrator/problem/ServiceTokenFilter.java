package io.slipway.orchestrator.problem;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** All routes of this service are internal: none answers without the services' shared token. */
@ApplicationScoped
public class ServiceTokenFilter {
    private final byte[] expected;

    ServiceTokenFilter(@ConfigProperty(name = "slipway.internal.token") String token) {
        this.expected = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
    }

    @ServerRequestFilter(preMatching = true)
    public Response check(ContainerRequestContext request) {
        String given = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        byte[] bytes = given == null ? new byte[0] : given.getBytes(StandardCharsets.UTF_8);
        // Constant time: how long it takes must not tell how much of a guess is right.
        return MessageDigest.isEqual(expected, bytes)
                ? null
                : Problem.response(401, "unauthorized", "send the services' token: Authorization: Bearer …");
    }
}
