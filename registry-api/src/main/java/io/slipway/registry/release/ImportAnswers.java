package io.slipway.registry.release;

import java.util.ArrayList;
import java.util.List;

import io.slipway.registry.release.ImportAnswer.ImportWarning;
import io.slipway.registry.release.ReleaseDocument.ReleaseDependencyDocument;

/** What an import is answered with. */
final class ImportAnswers {
    private ImportAnswers() {}

    static ImportAnswer of(ReleaseParts parts, List<ReleaseDependencyDocument> unresolved) {
        Release release = parts.release();
        List<ImportWarning> warnings = parts.warnings();
        return new ImportAnswer(
                release.id(),
                release.name(),
                release.number(),
                release.status(),
                warnings,
                unresolved,
                message(parts, warnings.size(), unresolved.size()));
    }

    private static String message(ReleaseParts parts, int warnings, int unresolved) {
        List<String> open = new ArrayList<>();
        if (warnings > 0) {
            open.add(warnings + " of " + parts.artifacts().size() + " artifacts are not verified");
        }
        parts.images().stream()
                .filter(image -> !image.isPinned())
                .forEach(image -> open.add("the image " + image.url() + " has no digest: " + image.message()));
        if (unresolved > 0) {
            open.add(unresolved + " dependencies are not here");
        }
        String what = parts.release().provider() + " " + parts.release().number();
        return open.isEmpty()
                ? "The draft of " + what + " is complete: release it."
                : "The draft of " + what + " is here, but " + String.join(", ", open)
                        + ". Import it again when that is mended.";
    }
}
