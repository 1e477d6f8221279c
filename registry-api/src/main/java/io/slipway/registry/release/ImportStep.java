package io.slipway.registry.release;

/** What an import has to do next. */
sealed interface ImportStep {

    /** @param url as it was given */
    record Fetch(String organization, int position, String sha256, long sizeBytes, String url) implements ImportStep {}

    /** @param platform null for the usual one */
    record Pin(int position, String url, String platform) implements ImportStep {}

    record Finish() implements ImportStep {}
}
