package io.slipway.registry.custom;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import jakarta.persistence.Convert;
import jakarta.persistence.Converter;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;

import com.fasterxml.jackson.core.type.TypeReference;
import io.slipway.outbox.JsonColumn;
import io.slipway.registry.organization.Caller;

/** A version on its way to an environment; work until it has ended. */
@Entity
class CustomDeployment {
    private static final int MAX_NOTES = 100;

    enum Step {
        /** For the build, or until it may begin. */
        waiting,
        /** It was asked for, and the deployer is at work. */
        rolling,
        succeeded,
        failed
    }

    /** Something that it has gone through. */
    record Note(Instant at, String text) {}

    @Id
    private String id;

    private String provider;
    private String versionId;
    private String commitId;
    private String environment;
    private String trigger;
    private String actor;
    private String account;

    @Enumerated(EnumType.STRING)
    private Step step;

    private String predecessor;
    private String installation;
    private Long generation;
    private String errorCode;
    private String errorMessage;
    private String supersededBy;

    @Convert(converter = NotesColumn.class)
    private List<Note> notes = List.of();

    private Instant dueAt;
    private int looks;
    private Instant createdAt;
    private Instant updatedAt;

    protected CustomDeployment() {}

    CustomDeployment(String id, CustomCommit commit, String versionId, String environment, Caller caller, Instant now) {
        this.id = id;
        this.provider = commit.provider();
        this.versionId = versionId;
        this.commitId = commit.id();
        this.environment = environment;
        this.trigger = triggerOf(caller.actor());
        this.actor = caller.actor();
        this.account = caller.user();
        this.step = Step.waiting;
        this.dueAt = now;
        this.createdAt = now;
        this.updatedAt = now;
    }

    private static String triggerOf(String actor) {
        if (actor.startsWith("workflow:")) {
            return "scm";
        }
        return actor.startsWith("system:") ? "system" : "manual";
    }

    void waits(String why, Instant now, Instant next) {
        note(why, now);
        dueAt = next;
        looks++;
    }

    /** @param previous what served before, {@code prv_…}; null when nothing did */
    void rolls(String installationId, long from, String previous, Instant now) {
        step = Step.rolling;
        installation = installationId;
        generation = from;
        predecessor = previous;
        looks = 0;
        dueAt = now;
        note("Asked for by generation " + from + " of " + installationId, now);
        updatedAt = now;
    }

    void succeeded(Instant now) {
        step = Step.succeeded;
        note("It serves", now);
        updatedAt = now;
    }

    void failed(String code, String message, Instant now) {
        step = Step.failed;
        errorCode = code;
        errorMessage = message;
        note(message, now);
        updatedAt = now;
    }

    void superseded(String by, Instant now) {
        supersededBy = by;
        failed("superseded", "A later deployment to the same environment, " + by + ", took its place.", now);
    }

    private void note(String text, Instant now) {
        if (notes.isEmpty() || !notes.getLast().text().equals(text)) {
            List<Note> more = new ArrayList<>(notes);
            more.add(new Note(now, text));
            notes = more.size() > MAX_NOTES ? more.subList(more.size() - MAX_NOTES, more.size()) : more;
        }
    }

    boolean isOver() {
        return switch (step) {
            case waiting, rolling -> false;
            case succeeded, failed -> true;
        };
    }

    String id() {
        return id;
    }

    /** {@code org/name} */
    String provider() {
        return provider;
    }

    String versionId() {
        return versionId;
    }

    String commitId() {
        return commitId;
    }

    String environment() {
        return environment;
    }

    String actor() {
        return actor;
    }

    String account() {
        return account;
    }

    Step step() {
        return step;
    }

    String predecessor() {
        return predecessor;
    }

    /** Null until it was asked for. */
    String installation() {
        return installation;
    }

    Long generation() {
        return generation;
    }

    int looks() {
        return looks;
    }

    List<Note> notes() {
        return notes;
    }

    /** @param build of its version */
    String status(String build) {
        return switch (step) {
            case waiting -> build.equals("queued") ? "queued" : "deploying";
            case rolling -> "deploying";
            case succeeded -> "succeeded";
            case failed -> "failed";
        };
    }

    /** @param build of its version. @param publicId of the provider; null until something of it was published */
    CustomDeploymentView view(
            String providerId, String publicId, String build, CustomCommit commit, CustomActor who, String name) {
        return new CustomDeploymentView(
                CustomDeploymentView.OBJECT,
                id,
                status(build),
                trigger,
                CustomIds.ofProvider(providerId),
                publicId,
                CustomIds.ofVersion(versionId),
                commit.brief(),
                who,
                createdAt,
                updatedAt,
                name,
                environment,
                errorCode,
                errorMessage,
                supersededBy);
    }

    @Converter
    static class NotesColumn extends JsonColumn<List<Note>> {
        NotesColumn() {
            super(new TypeReference<>() {});
        }
    }
}
