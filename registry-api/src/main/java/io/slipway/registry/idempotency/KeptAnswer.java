package io.slipway.registry.idempotency;

import java.time.Duration;
import java.time.Instant;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;

/** That a request with a key was done, and what was answered. */
@Entity
class KeptAnswer {
    static final Duration LIFETIME = Duration.ofHours(24);

    @EmbeddedId
    private Id id;

    private String fingerprint;
    private Integer status;
    private String etag;
    private String body;
    private String token;
    private Instant expiresAt;

    protected KeptAnswer() {}

    KeptAnswer(KeyedRequest request) {
        this.id = request.id();
    }

    @Embeddable
    record Id(String organization, String actor, String key) {}

    /** @param json the body; null for none */
    KeptAnswer of(KeyedRequest request, AnswerOnce.Answer answer, String json, Instant now) {
        fingerprint = request.fingerprint();
        status = answer.status();
        etag = answer.etag();
        body = json;
        token = answer.body() instanceof ShownOnce shown ? shown.tokenId() : null;
        expiresAt = now.plus(LIFETIME);
        return this;
    }

    boolean isGoodAt(Instant now) {
        return now.isBefore(expiresAt);
    }

    boolean isOf(KeyedRequest request) {
        return fingerprint.equals(request.fingerprint());
    }

    Integer status() {
        return status;
    }

    String etag() {
        return etag;
    }

    String body() {
        return body;
    }

    /** Whose secret the body lacks; null for a body that is whole. */
    String token() {
        return token;
    }
}
