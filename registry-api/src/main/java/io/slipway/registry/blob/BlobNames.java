package io.slipway.registry.blob;

import java.nio.file.NoSuchFileException;
import java.util.regex.Pattern;

/** What a kept blob is called, in a directory and in a bucket. */
final class BlobNames {
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    private BlobNames() {}

    /** @throws NoSuchFileException for what is no digest */
    static String of(String sha256) throws NoSuchFileException {
        if (!DIGEST.matcher(sha256).matches()) {
            throw new NoSuchFileException(sha256);
        }
        return "sha256/" + sha256.substring(0, 2) + "/" + sha256;
    }
}
