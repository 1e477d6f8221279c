package io.slipway.registry.release;

/** A version that was never imported is in the catalogue under its own id with another prefix. */
final class CatalogIds {
    private static final int PREFIX = 4;

    private CatalogIds() {}

    static String of(String versionId) {
        return "rel_" + versionId.substring(PREFIX);
    }

    /** The version that a release of this id would be the view of. */
    static String version(String catalogId) {
        return catalogId.startsWith("rel_") ? "prv_" + catalogId.substring(PREFIX) : "";
    }
}
