package io.slipway.registry.blob;

import java.util.regex.Pattern;

/**
 * A file that is to be uploaded, and what is known of it.
 *
 * @param path {@code uploads/upl_…/package} or {@code …/lockfile}
 * @param bytes exactly; null when not known
 * @param sha256 64 lowercase hex digits; null when not known
 */
public record StagedFile(String path, long maxBytes, Long bytes, String sha256) {
    private static final Pattern PATH = Pattern.compile("uploads/upl_[0-9A-Za-z]{22}/(package|lockfile)");

    public StagedFile {
        if (!isPath(path)) {
            throw new IllegalArgumentException(path);
        }
    }

    /** Whether an upload could lie there. */
    public static boolean isPath(String text) {
        return text != null && PATH.matcher(text).matches();
    }
}
