package io.slipway.registry.idempotency;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The JSON of answers as it is kept: as it was sent, but for the secret of one that is {@link ShownOnce}. */
@ApplicationScoped
class KeptBodies {
    private static final String SECRET = "token";

    private final ObjectMapper json;

    KeptBodies(ObjectMapper json) {
        this.json = json;
    }

    /** Null for no body. */
    String written(Object body) {
        return switch (body) {
            case null -> null;
            case ShownOnce shown -> write(((ObjectNode) json.valueToTree(shown)).putNull(SECRET));
            case Object plain -> write(plain);
        };
    }

    String withSecret(String kept, String secret) {
        try {
            JsonNode body = json.readTree(kept);
            return write(((ObjectNode) body).put(SECRET, secret));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was kept was written here", e);
        }
    }

    <T> T read(String kept, Class<T> type) {
        try {
            return json.readValue(kept, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was kept was written here", e);
        }
    }

    private String write(Object body) {
        try {
            return json.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer is always writable", e);
        }
    }
}
