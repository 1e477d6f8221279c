package io.slipway.registry.idempotency;

import java.nio.charset.StandardCharsets;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Gives an answer once more, byte for byte, and says so. */
@Singleton
public class ReplayFilter {
    public static final String HEADER = "Idempotency-Replayed";

    @ServerExceptionMapper
    public Response replay(ReplayException e) {
        KeptAnswer kept = e.answer();
        Response.ResponseBuilder response = Response.status(kept.status()).header(HEADER, true);
        if (kept.etag() != null) {
            response.header(HttpHeaders.ETAG, kept.etag());
        }
        if (e.body() != null) {
            response.type(MediaType.APPLICATION_JSON).entity(e.body().getBytes(StandardCharsets.UTF_8));
        }
        return response.build();
    }
}
