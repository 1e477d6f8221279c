package io.slipway.registry.problem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ErrorCodeTest {
    private static final Path DOCUMENT = Path.of(System.getProperty("slipway.root", ".."), "docs", "api.md");

    @Test
    void everyCodeIsDocumented() throws IOException {
        String[] rows = Arrays.stream(ErrorCode.values())
                .map(code -> "| `%s` | %d | %s |".formatted(code.code(), code.status(), code.title()))
                .toArray(String[]::new);

        assertThat(Files.readString(DOCUMENT)).contains(rows);
    }

    @Test
    void everyCodeSaysWhatToDo() {
        assertThat(ErrorCode.values())
                .allSatisfy(code -> assertThat(code.advice()).endsWith("."));
    }
}
