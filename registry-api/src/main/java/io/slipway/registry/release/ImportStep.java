package io.slipway.registry.release;

import java.util.List;

/** What an import has to do, in any order. */
sealed interface ImportStep {

    /** The same bytes are fetched once: a further source is asked when those before have not given them. */
    record Fetch(String organization, String sha256, long sizeBytes, List<Source> sources) implements ImportStep {}

    /** An artifact of the document. @param url as it was given */
    record Source(int position, String url) {}

    /** @param platform null for the usual one. @param alone whether a version is to be made of it, which is one platform's */
    record Pin(int position, String url, String platform, boolean alone) implements ImportStep {}
}
