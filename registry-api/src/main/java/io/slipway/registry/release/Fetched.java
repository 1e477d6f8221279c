package io.slipway.registry.release;

import io.slipway.registry.blob.ReceivedBlob;

/** What came of fetching an artifact. */
sealed interface Fetched {

    /** The caller keeps or discards it. */
    record Good(ReceivedBlob blob) implements Fetched {}

    record Other(String actualSha256, String message) implements Fetched {}

    record Nothing(String message) implements Fetched {}
}
