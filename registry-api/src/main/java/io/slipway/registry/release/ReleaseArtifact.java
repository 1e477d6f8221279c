package io.slipway.registry.release;

import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;

import io.slipway.registry.release.ReleaseDocument.ReleaseArtifactDocument;

/** What was found of an artifact. */
@Entity
class ReleaseArtifact {
    /** As the API shows it. */
    enum State {
        pending,
        verified,
        mismatched,
        unreachable
    }

    @EmbeddedId
    private PartKey key;

    private String organization;
    private String name;
    private String sha256;
    private long sizeBytes;

    @Enumerated(EnumType.STRING)
    private State state;

    private String actualSha256;
    private String message;

    protected ReleaseArtifact() {}

    ReleaseArtifact(PartKey key, String organization) {
        this.key = key;
        this.organization = organization;
    }

    /** @param held whether its bytes are here */
    void is(ReleaseArtifactDocument artifact, boolean held) {
        name = artifact.name();
        sha256 = artifact.sha256();
        sizeBytes = artifact.size();
        become(held ? State.verified : State.pending, null, null);
    }

    /** @param actual null when nothing came. @param why null when it is verified */
    void become(State found, String actual, String why) {
        state = found;
        actualSha256 = actual;
        message = why;
    }

    int position() {
        return key.position();
    }

    String name() {
        return name;
    }

    String sha256() {
        return sha256;
    }

    long sizeBytes() {
        return sizeBytes;
    }

    State state() {
        return state;
    }

    boolean isVerified() {
        return state == State.verified;
    }

    String actualSha256() {
        return actualSha256;
    }

    String message() {
        return message;
    }
}
