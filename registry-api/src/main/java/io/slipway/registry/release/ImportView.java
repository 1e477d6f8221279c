package io.slipway.registry.release;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * An import as an operation.
 *
 * @param total artifacts and images
 * @param done of them, those that were looked at
 * @param result null until it has succeeded
 * @param error null unless it has failed
 */
public record ImportView(
        String id,
        @JsonProperty("catalogId") String catalogId,
        ReleaseImport.State state,
        int total,
        int done,
        @Nullable ImportAnswer result,
        @Nullable String error,
        @JsonProperty("createdAt") Instant createdAt,
        @JsonProperty("endedAt") @Nullable Instant endedAt) {
    static ImportView of(ReleaseImport operation, int total, int done) {
        return new ImportView(
                operation.id(),
                operation.releaseId(),
                operation.state(),
                total,
                done,
                operation.result(),
                operation.error(),
                operation.createdAt(),
                operation.endedAt());
    }
}
