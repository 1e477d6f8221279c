package io.slipway.registry.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** The examples of a page: indented blocks of a line with {@code $} and a command, and what it prints. */
record Tour(List<Example> examples) {
    private static final String INDENT = "    ";

    /** @param output as in the page; … stands for anything */
    record Example(String command, String output) {}

    static Tour of(String document) {
        List<Example> examples = new ArrayList<>();
        List<String> lines = read(document);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(INDENT + "$ ")) {
                StringBuilder command = new StringBuilder(lines.get(i).substring(INDENT.length() + 2));
                while (lines.get(i).endsWith("\\")) {
                    command.append('\n').append(lines.get(++i));
                }
                StringBuilder output = new StringBuilder();
                while (i + 1 < lines.size()
                        && lines.get(i + 1).startsWith(INDENT)
                        && !lines.get(i + 1).startsWith(INDENT + "$ ")) {
                    output.append(lines.get(++i).strip()).append('\n');
                }
                examples.add(new Example(command.toString(), output.toString().strip()));
            }
        }
        return new Tour(examples);
    }

    private static List<String> read(String document) {
        try {
            return Files.readAllLines(GeneratedDocument.DOCS.resolve(document));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
