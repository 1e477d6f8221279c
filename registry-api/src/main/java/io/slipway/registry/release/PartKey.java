package io.slipway.registry.release;

import jakarta.persistence.Embeddable;

/** Of an artifact or an image: its place in the release's document. */
@Embeddable
record PartKey(String releaseId, int position) {}
