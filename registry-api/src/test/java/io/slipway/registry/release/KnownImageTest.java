package io.slipway.registry.release;

import java.util.List;
import java.util.Map;

import io.slipway.oci.ImageConfig;
import io.slipway.registry.release.ReleaseDocument.ReleaseImageDocument;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What an image of a draft that is imported again is known to be. */
class KnownImageTest {
    private static final String DIGEST = "sha256:" + "a".repeat(64);
    private static final String TAG = "ghcr.io/acme/app:1";

    private final ReleaseImage image = new ReleaseImage(new PartKey("rel_1", 0));

    @Test
    void aTagIsAskedAboutOnceForEachPlatform() {
        image.is(given(TAG, "linux/amd64"), false);
        assertThat(image.state()).isEqualTo(ReleaseImage.State.pending);
        image.found(new PinImage.Pinned(DIGEST, null, null));

        image.is(given(TAG, "linux/amd64"), false);
        assertThat(image.isPinned()).isTrue();

        image.is(given(TAG, "linux/arm64"), false);
        assertThat(image.state()).isEqualTo(ReleaseImage.State.pending);
        assertThat(image.digest()).isNull();
    }

    @Test
    void oneThatNamesItsDigestIsAskedAboutForItsLabelsOnly() {
        String named = "ghcr.io/acme/app@" + DIGEST;
        image.is(given(named, null), false);
        assertThat(image.isPinned()).isTrue();

        image.is(given(named, null), true);
        assertThat(image.state()).isEqualTo(ReleaseImage.State.pending);
        image.found(new PinImage.Pinned(DIGEST, null, "its registry did not answer as it should"));
        assertThat(image.isPinned()).as("its digest is known").isTrue();

        image.is(given(named, null), true);
        assertThat(image.state()).as("asked again").isEqualTo(ReleaseImage.State.pending);
        image.found(new PinImage.Pinned(DIGEST, new ImageConfig("linux", "amd64", Map.of(), List.of()), null));
        image.is(given(named, null), true);
        assertThat(image.isPinned()).isTrue();
    }

    private static ReleaseImageDocument given(String url, String platform) {
        return new ReleaseImageDocument("app", url, platform, null);
    }
}
