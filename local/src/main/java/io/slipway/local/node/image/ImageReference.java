package io.slipway.local.node.image;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code repository@sha256:…} without a host: an image by content, never by tag. */
public record ImageReference(String repository, String digest) {
    private static final Pattern FORM =
            Pattern.compile("([a-z0-9]+(?:[._/-]+[a-z0-9]+)*)@(sha256:[0-9a-f]{64})", Pattern.CASE_INSENSITIVE);

    /** @throws IllegalArgumentException when the text is not a repository with a SHA-256 digest */
    public static ImageReference parse(String text) {
        Matcher matcher = FORM.matcher(text == null ? "" : text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("image must look like repository@sha256:<64 hex digits>: " + text);
        }
        return new ImageReference(matcher.group(1), matcher.group(2));
    }

    @Override
    public String toString() {
        return repository + "@" + digest;
    }
}
