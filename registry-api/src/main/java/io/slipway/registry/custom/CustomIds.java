package io.slipway.registry.custom;

/** A custom provider is a provider, and its versions are versions: their ids differ in the prefix alone. */
final class CustomIds {
    private CustomIds() {}

    /** {@code cpr_…} of {@code pro_…}. */
    static String ofProvider(String id) {
        return swapped(id, "pro_", "cpr_");
    }

    /** {@code pro_…} of {@code cpr_…}; what is neither stays as it is. */
    static String provider(String id) {
        return swapped(id, "cpr_", "pro_");
    }

    /** {@code cpv_…} of {@code prv_…}; null for null. */
    static String ofVersion(String id) {
        return swapped(id, "prv_", "cpv_");
    }

    /** {@code prv_…} of {@code cpv_…}; null for null. What is neither stays as it is. */
    static String version(String id) {
        return swapped(id, "cpv_", "prv_");
    }

    private static String swapped(String id, String from, String to) {
        return id != null && id.startsWith(from) ? to + id.substring(from.length()) : id;
    }
}
