package io.slipway.providerpackage;

/**
 * One thing that is wrong in a file of the package.
 *
 * @param file path in the package; empty when what was checked is no file
 * @param pointer JSON Pointer (RFC 6901) to the value; empty for the whole document
 */
public record Violation(String file, String pointer, String message) {
    @Override
    public String toString() {
        return file + (pointer.isEmpty() ? "" : "#" + pointer) + ": " + message;
    }

    /** The pointer to {@code key} below {@code parent}, escaped as RFC 6901 section 3 asks. */
    static String below(String parent, Object key) {
        return parent + "/" + key.toString().replace("~", "~0").replace("/", "~1");
    }
}
