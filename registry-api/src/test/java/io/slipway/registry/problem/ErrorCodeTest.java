package io.slipway.registry.problem;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.slipway.registry.contract.GeneratedDocument;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ErrorCodeTest {
    private static final String HEAD = """
            # Errors

            What each `code` of an `application/problem+json` means (RFC 9457). Codes never change; [api.md](api.md) shows what
            else is in an error. This page is generated: CONTRIBUTING.md has the command.

            | code | status | title | when | what to do |
            |---|---|---|---|---|
            """;

    /** When a code comes, for people: {@code code=sentence}. */
    private final Properties when = new Properties();

    ErrorCodeTest() throws IOException {
        try (InputStream file = ErrorCodeTest.class.getResourceAsStream("/errors.properties")) {
            when.load(file);
        }
    }

    @Test
    void theDocumentHasEveryCode() {
        String current = Arrays.stream(ErrorCode.values()).map(this::row).collect(Collectors.joining("", HEAD, ""));

        assertThat(GeneratedDocument.text("errors.md", current))
                .as(GeneratedDocument.HOW, "errors.md")
                .isEqualTo(current);
    }

    @Test
    void everyCodeSaysWhenItComes() {
        assertThat(new TreeSet<>(when.stringPropertyNames()))
                .as("registry-api/src/test/resources/errors.properties")
                .isEqualTo(Arrays.stream(ErrorCode.values())
                        .map(ErrorCode::code)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void everyCodeSaysWhatToDo() {
        assertThat(ErrorCode.values())
                .allSatisfy(code -> assertThat(code.advice()).endsWith("."));
    }

    private String row(ErrorCode code) {
        return "| `%s` | %d | %s | %s | %s |\n"
                .formatted(code.code(), code.status(), code.title(), when.getProperty(code.code()), code.advice());
    }
}
