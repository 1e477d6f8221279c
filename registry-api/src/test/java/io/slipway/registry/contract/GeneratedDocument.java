package io.slipway.registry.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file below docs that is made of the code. With {@code -Ddocs.update} tests write it instead of comparing. */
public final class GeneratedDocument {
    static final Path DOCS = Path.of(System.getProperty("slipway.root", ".."), "docs");
    private static final String UPDATE = "docs.update";

    public static final String HOW = "docs/%s is out of date; the command that writes it again is in CONTRIBUTING.md";

    private GeneratedDocument() {}

    /** What the file should hold now, after it was written when that was asked for. */
    public static String text(String name, String current) {
        Path file = DOCS.resolve(name);
        try {
            if (System.getProperty(UPDATE) != null) {
                Files.writeString(file, current);
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
