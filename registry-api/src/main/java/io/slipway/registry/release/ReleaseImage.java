package io.slipway.registry.release;

import java.util.Objects;

import jakarta.persistence.Convert;
import jakarta.persistence.Converter;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;

import com.fasterxml.jackson.core.type.TypeReference;
import io.slipway.oci.ImageConfig;
import io.slipway.outbox.JsonColumn;
import io.slipway.registry.release.ReleaseDocument.ReleaseImageDocument;

/** What was found of a container image. */
@Entity
class ReleaseImage {
    /** As the API shows it. */
    enum State {
        pending,
        pinned,
        unreachable
    }

    @Converter
    static class Says extends JsonColumn<ImageConfig> {
        Says() {
            super(new TypeReference<>() {});
        }
    }

    @EmbeddedId
    private PartKey key;

    private String url;
    private String platform;

    @Enumerated(EnumType.STRING)
    private State state;

    private String digest;

    @Convert(converter = Says.class)
    private ImageConfig says;

    private String message;

    protected ReleaseImage() {}

    ReleaseImage(PartKey key) {
        this.key = key;
    }

    /**
     * What was pinned for the same platform stays so; one that names its digest needs no asking, unless a version is to be
     * made of it alone.
     */
    void is(ReleaseImageDocument given, boolean alone) {
        boolean known = given.imageUrl().equals(url)
                && Objects.equals(given.platform(), platform)
                && isPinned()
                && (says != null || !alone);
        url = given.imageUrl();
        platform = given.platform();
        if (!known) {
            String named = Images.stored(url).digest();
            state = named == null || alone ? State.pending : State.pinned;
            digest = named;
            says = null;
            message = null;
        }
    }

    void found(PinImage.Pinned found) {
        state = found.digest() == null ? State.unreachable : State.pinned;
        digest = found.digest();
        says = found.says();
        message = found.why();
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

    /** Null for one whose registry was not asked, or did not answer. */
    ImageConfig says() {
        return says;
    }

    String message() {
        return message;
    }
}
