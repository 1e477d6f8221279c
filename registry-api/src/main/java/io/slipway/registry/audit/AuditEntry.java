package io.slipway.registry.audit;

import java.time.Instant;
import java.util.Map;

import jakarta.persistence.Convert;
import jakarta.persistence.Converter;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

import com.fasterxml.jackson.core.type.TypeReference;
import io.slipway.outbox.JsonColumn;

/** One change, never altered. */
@Entity
class AuditEntry {
    @Id
    private String id;

    private String organization;
    private String actor;
    private String action;
    private String subject;

    @Convert(converter = Details.class)
    private Map<String, Object> details;

    private Instant createdAt;

    protected AuditEntry() {}

    AuditEntry(String id, String organization, AuditedChange change, Instant now) {
        this.id = id;
        this.organization = organization;
        this.actor = change.actor();
        this.action = change.action();
        this.subject = change.subject();
        this.details = change.details();
        this.createdAt = now;
    }

    String id() {
        return id;
    }

    AuditView view() {
        return new AuditView(id, organization, actor, action, subject, details, createdAt);
    }

    /** A change's details as JSON. */
    @Converter
    static class Details extends JsonColumn<Map<String, Object>> {
        Details() {
            super(new TypeReference<>() {});
        }
    }
}
