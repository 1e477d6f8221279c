package io.slipway.registry.release;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.slipway.outbox.EventJson;
import io.slipway.providerpackage.VersionNumber;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.slipway.registry.release.ReleaseDocument.ReleaseArtifactDocument;
import io.slipway.registry.release.ReleaseDocument.ReleaseDependencyDocument;
import io.slipway.registry.release.ReleaseDocument.ReleaseImageDocument;
import io.slipway.registry.version.VersionNumbers;

/** What a release's document may say: 422 on the field that is beyond it. */
final class DocumentRules {
    private static final int MOST = 100;
    private static final int NAME = 200;
    private static final int AUTHOR = 320;
    private static final int NOTES = 20_000;
    private static final int ARGUMENTS = 4_096;
    private static final int URL = 4_096;
    private static final int METADATA = 64 * 1024;
    /** Less than a body may have: its export is to be taken elsewhere, with longer URLs. */
    private static final int DOCUMENT = 768 * 1024;

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private DocumentRules() {}

    /**
     * @param artifactBytes of one artifact, at most
     * @param totalBytes of all together, at most
     */
    record Sizes(long artifactBytes, long totalBytes) {}

    static VersionNumber check(ReleaseDocument document, Sizes sizes) {
        optional("/name", document.name(), NAME);
        VersionNumber number = VersionNumbers.given(required("/version", document.version(), NAME));
        optional("/tag", document.tag(), NAME);
        time("/createdAt", required("/createdAt", document.createdAt(), NAME));
        required("/project", document.project(), NAME);
        notes("/releaseNotes", document.releaseNotes());
        required("/author", document.author(), AUTHOR);
        metadata("/metadata", document.metadata());
        artifacts(document.artifacts(), sizes);
        images(document.images());
        dependencies(document.needs());
        if (EventJson.write(document).getBytes(StandardCharsets.UTF_8).length > DOCUMENT) {
            throw invalid("", "may have " + DOCUMENT + " bytes");
        }
        return number;
    }

    private static void artifacts(List<ReleaseArtifactDocument> artifacts, Sizes sizes) {
        if (artifacts == null) {
            throw invalid("/artifacts", "is missing");
        }
        few("/artifacts", artifacts);
        Set<String> names = new HashSet<>();
        long total = 0;
        for (int i = 0; i < artifacts.size(); i++) {
            String at = "/artifacts/" + i;
            ReleaseArtifactDocument artifact = there(at, artifacts.get(i));
            artifact(at, artifact, sizes);
            if (!names.add(artifact.name())) {
                throw invalid(at + "/name", "is that of another artifact, too");
            }
            total += artifact.size();
        }
        if (total > sizes.totalBytes()) {
            throw invalid("/artifacts", "may have " + sizes.totalBytes() + " bytes together, have " + total);
        }
    }

    private static void artifact(String at, ReleaseArtifactDocument artifact, Sizes sizes) {
        fileName(at + "/name", required(at + "/name", artifact.name(), NAME));
        optional(at + "/platform", artifact.platform(), NAME);
        if (artifact.size() == null) {
            throw invalid(at + "/size", "is missing");
        }
        if (artifact.size() < 0 || artifact.size() > sizes.artifactBytes()) {
            throw invalid(at + "/size", "must be from 0 to " + sizes.artifactBytes());
        }
        mustBeDigest(at + "/sha256", required(at + "/sha256", artifact.sha256(), NAME));
        required(at + "/downloadUrl", artifact.downloadUrl(), URL);
        optional(at + "/arguments", artifact.arguments(), ARGUMENTS);
        metadata(at + "/metadata", withoutMark(artifact.metadata()));
        PackageMark.check(artifact, at + "/metadata");
    }

    /** A version's package.json and schema have limits of their own, and are to come through. */
    private static Map<String, Object> withoutMark(Map<String, Object> metadata) {
        if (metadata == null) {
            return null;
        }
        Map<String, Object> rest = new HashMap<>(metadata);
        rest.remove(PackageMark.KEY);
        return rest;
    }

    private static void images(List<ReleaseImageDocument> images) {
        few("/dockerImages", images);
        for (int i = 0; i < images.size(); i++) {
            String at = "/dockerImages/" + i;
            ReleaseImageDocument image = there(at, images.get(i));
            required(at + "/name", image.name(), NAME);
            if (!Images.parse(required(at + "/imageUrl", image.imageUrl(), URL)).isPresent()) {
                throw invalid(at + "/imageUrl", "must be an image, such as registry.example.org/team/app:1.0.0");
            }
            optional(at + "/platform", image.platform(), NAME);
            metadata(at + "/metadata", image.metadata());
        }
    }

    private static void dependencies(List<ReleaseDependencyDocument> dependencies) {
        few("/dependencies", dependencies);
        for (int i = 0; i < dependencies.size(); i++) {
            String at = "/dependencies/" + i;
            ReleaseDependencyDocument dependency = there(at, dependencies.get(i));
            required(at + "/catalogId", dependency.catalogId(), NAME);
            required(at + "/name", dependency.name(), NAME);
            required(at + "/version", dependency.version(), NAME);
        }
    }

    static void mustBeDigest(String field, String sha256) {
        if (!SHA256.matcher(sha256).matches()) {
            throw invalid(field, "must be a SHA-256 of 64 lowercase hex digits");
        }
    }

    /** It becomes a file name elsewhere. */
    private static void fileName(String field, String name) {
        if (name.contains("/") || name.contains("\\") || name.contains("..") || name.equals(".")) {
            throw invalid(field, "is no file name: it may have no /, \\ or .. in it");
        }
    }

    private static void time(String field, String text) {
        try {
            OffsetDateTime.parse(text);
        } catch (DateTimeException e) {
            throw invalid(field, "must be a time of RFC 3339, such as 2026-01-31T12:00:00Z");
        }
    }

    /** What changelogs may say, which become notes. */
    private static void notes(String field, String text) {
        if (text != null && (text.length() > NOTES || text.indexOf('\0') >= 0 || hasHalves(text))) {
            throw invalid(field, "may have " + NOTES + " characters, none of them NUL");
        }
    }

    private static void metadata(String field, Map<String, Object> metadata) {
        if (metadata != null && EventJson.write(metadata).length() > METADATA) {
            throw invalid(field, "may have " + METADATA + " characters");
        }
    }

    private static void few(String field, List<?> list) {
        if (list.size() > MOST) {
            throw invalid(field, "may have " + MOST + " entries, has " + list.size());
        }
    }

    private static <T> T there(String field, T entry) {
        if (entry == null) {
            throw invalid(field, "is missing");
        }
        return entry;
    }

    private static String required(String field, String text, int max) {
        if (text == null || text.isBlank()) {
            throw invalid(field, "is missing");
        }
        optional(field, text, max);
        return text;
    }

    private static void optional(String field, String text, int max) {
        if (text != null && (text.length() > max || !isText(text))) {
            throw invalid(field, "may have " + max + " characters, no control ones");
        }
    }

    private static boolean isText(String text) {
        return text.codePoints().noneMatch(Character::isISOControl) && !hasHalves(text);
    }

    private static boolean hasHalves(String text) {
        return text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE);
    }

    private static ProblemException invalid(String field, String message) {
        return ProblemException.ofField(ErrorCode.INVALID_VALUE, field, message);
    }
}
