package io.slipway.registry.staging;

import io.slipway.registry.blob.ReceivedBlob;
import io.slipway.registry.blob.StagedFile;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;

/** Bytes that are not the ones that were announced. */
final class UploadMismatch {
    private UploadMismatch() {}

    /** @param bytes null for any number. @param sha256 null for any */
    static boolean isSame(ReceivedBlob blob, Long bytes, String sha256) {
        return (bytes == null || blob.sizeBytes() == bytes)
                && (sha256 == null || blob.sha256().equals(sha256));
    }

    static ProblemException of(ReceivedBlob blob, Long bytes, String sha256) {
        boolean otherSize = bytes != null && blob.sizeBytes() != bytes;
        return problem(
                otherSize
                        ? "It has " + blob.sizeBytes() + " bytes instead of " + bytes + "."
                        : "Its SHA-256 is " + blob.sha256() + " instead of " + sha256 + ".");
    }

    static ProblemException tooLong(StagedFile file) {
        return tooLong(file.maxBytes());
    }

    static ProblemException tooLong(long maxBytes) {
        return problem("It has more than " + maxBytes + " bytes.");
    }

    private static ProblemException problem(String what) {
        return ProblemException.of(ErrorCode.UPLOAD_MISMATCH, what);
    }
}
