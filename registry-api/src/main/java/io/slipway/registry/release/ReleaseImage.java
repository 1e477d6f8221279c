package io.slipway.registry.release;

import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;

/** What was found of a container image. */
@Entity
class ReleaseImage {
    /** As the API shows it. */
    enum State {
        pending,
        pinned,
        unreachable
    }

    @EmbeddedId
    private PartKey key;

    private String url;

    @Enumerated(EnumType.STRING)
    private State state;

    private String digest;
    private String message;

    protected ReleaseImage() {}

    ReleaseImage(PartKey key) {
        this.key = key;
    }

    /** What was pinned stays so; one that names its digest needs no asking. */
    void is(String given) {
        boolean known = given.equals(url) && state == State.pinned;
        url = given;
        if (!known) {
            String named = Images.stored(given).digest();
            become(named == null ? State.pending : State.pinned, named, null);
        }
    }

    /** @param found null when there is none. @param why null when it is pinned */
    void become(State now, String found, String why) {
        state = now;
        digest = found;
        message = why;
    }

    int position() {
        return key.position();
    }

    String url() {
        return url;
    }

    State state() {
        return state;
    }

    boolean isPinned() {
        return state == State.pinned;
    }

    String digest() {
        return digest;
    }

    String message() {
        return message;
    }
}
