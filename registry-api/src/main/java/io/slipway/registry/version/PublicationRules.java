package io.slipway.registry.version;

import io.slipway.contracts.VersionState.Status;
import io.slipway.providerpackage.VersionNumber;
import io.slipway.providerpackage.VersionNumber.Scheme;

/** What becomes of a publication, by what is published already. */
final class PublicationRules {
    private PublicationRules() {}

    /** What was asked for becomes a version, is one already, starts again one that failed, or cannot be. */
    enum Decision {
        CREATE,
        ANSWER_EXISTING,
        BUILD_AGAIN,
        REFUSE_OTHER_SCHEME,
        REFUSE_OTHER_SOURCE,
        REFUSE_OTHER_BUILD_METADATA,
        REFUSE_BURNED
    }

    /** The version with the same number but for build metadata. */
    record Existing(VersionNumber number, String sourceHash, Status status, boolean deleted) {}

    /** @param existing null when there is none */
    static Decision decide(Scheme scheme, VersionNumber number, String sourceHash, Existing existing) {
        if (number.scheme() != scheme) {
            return Decision.REFUSE_OTHER_SCHEME;
        }
        if (existing == null) {
            return Decision.CREATE;
        }
        if (existing.deleted()) {
            return Decision.REFUSE_BURNED;
        }
        if (!existing.number().equals(number)) {
            return Decision.REFUSE_OTHER_BUILD_METADATA;
        }
        if (existing.status() == Status.failed) {
            return Decision.BUILD_AGAIN;
        }
        return existing.sourceHash().equals(sourceHash) ? Decision.ANSWER_EXISTING : Decision.REFUSE_OTHER_SOURCE;
    }

    /** The number without build metadata (SemVer 2.0, section 10). */
    static String bare(VersionNumber number) {
        String text = number.toString();
        int plus = text.indexOf('+');
        return plus < 0 ? text : text.substring(0, plus);
    }
}
