package io.slipway.providerpackage;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * An image in some registry, with the host written out as Docker would: {@code nginx} is
 * {@code docker.io/library/nginx:latest}. Grammar: github.com/distribution/reference.
 *
 * @param registry host, with a port where one was given
 * @param tag null when a digest names the image
 * @param digest {@code sha256:…}; null when a tag names the image
 */
public record ImageReference(
        String registry,
        String repository,
        @Nullable String tag,
        @Nullable String digest) {
    private static final String DOCKER = "docker.io";
    private static final int MAX_REPOSITORY = 255;
    private static final int MAX_TEXT = 512;
    private static final Pattern REFERENCE = Pattern.compile("(?<name>[^@]+?)(?::(?<tag>[^/:@]*))?(?:@(?<digest>.*))?");
    private static final String LABEL = "[a-zA-Z0-9](?:[-a-zA-Z0-9]{0,61}[a-zA-Z0-9])?";
    private static final Pattern HOST =
            Pattern.compile("(?:" + LABEL + "(?:\\." + LABEL + ")*|\\[[0-9a-fA-F:.]{2,45}])(?::[0-9]{1,5})?");
    private static final Pattern REPOSITORY =
            Pattern.compile("[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*");
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][-A-Za-z0-9_.]{0,127}");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    /**
     * Reads what a user would give {@code docker pull}. A tag beside a digest says nothing and is left out.
     *
     * @throws InvalidReference with what to write instead
     */
    public static ImageReference parse(String text) throws InvalidReference {
        Matcher parts = REFERENCE.matcher(text);
        if (text.length() > MAX_TEXT || !parts.matches()) {
            throw invalid(text);
        }
        String tag = parts.group("tag");
        String digest = parts.group("digest");
        if (tag != null && !TAG.matcher(tag).matches()) {
            throw invalid(text);
        }
        if (digest != null && !DIGEST.matcher(digest).matches()) {
            throw new InvalidReference(
                    "'" + Printable.of(digest) + "' is no digest: write sha256: and 64 lower-case hex digits");
        }
        String latest = tag == null ? "latest" : tag;
        return named(text, parts.group("name"), digest == null ? latest : null, digest);
    }

    /**
     * Reads {@code host[:port]/repository@sha256:…}, as a package has to name an image.
     *
     * @throws InvalidReference with what to write instead
     */
    public static ImageReference pinned(String text) throws InvalidReference {
        ImageReference read = parse(text);
        if (read.digest() == null) {
            throw new InvalidReference("'" + Printable.of(text) + "' may be another image tomorrow: write "
                    + read.registry() + "/" + read.repository() + "@sha256:… with its digest");
        }
        if (!read.toString().equals(text)) {
            throw new InvalidReference("write " + read + ": with the registry's host, without a tag");
        }
        return read;
    }

    private static ImageReference named(String text, String name, String tag, String digest) throws InvalidReference {
        int slash = name.indexOf('/');
        String first = slash < 0 ? "" : name.substring(0, slash);
        boolean hosted = first.contains(".") || first.contains(":") || first.equals("localhost");
        String registry = hosted && !first.equals("index.docker.io") ? first : DOCKER;
        String path = hosted ? name.substring(slash + 1) : name;
        String repository = registry.equals(DOCKER) && path.indexOf('/') < 0 ? "library/" + path : path;
        if (!HOST.matcher(registry).matches()
                || repository.length() > MAX_REPOSITORY
                || !REPOSITORY.matcher(repository).matches()) {
            throw invalid(text);
        }
        return new ImageReference(registry, repository, tag, digest);
    }

    /** The same repository's image of this digest. */
    public ImageReference at(String found) {
        return new ImageReference(registry, repository, null, found);
    }

    private static InvalidReference invalid(String text) {
        return new InvalidReference(
                "'" + Printable.of(text)
                        + "' is no image: write host/repository:tag or host/repository@sha256:…, such as ghcr.io/acme/hello:1.0");
    }

    @Override
    public String toString() {
        return registry + "/" + repository + (digest == null ? ":" + tag : "@" + digest);
    }
}
