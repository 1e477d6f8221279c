package io.slipway.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of the pages that are marked for it, as they stand there, against a running stack. See CONTRIBUTING.md. */
class DocsTest {
    private static final Path DOCS = StackUnderTest.ROOT.resolve("docs");

    @TempDir
    private static Path directory;

    private static StackUnderTest stack;

    @BeforeAll
    static void up() throws IOException {
        stack = StackUnderTest.start(directory.resolve("data"));
    }

    @AfterAll
    static void down() throws InterruptedException {
        if (stack != null) {
            stack.close();
        }
    }

    /** One alone: {@code -Ddocs.page=installations.md}. */
    static List<String> pages() throws IOException {
        String only = System.getProperty("docs.page");
        try (Stream<Path> files = Files.list(DOCS)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".md"))
                    .filter(file -> only == null || file.equals(only))
                    .filter(file -> DocsPage.runs(read(file)))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void examplesDoWhatThePageSays(String page) throws IOException, InterruptedException {
        Path scratch = Files.createDirectories(directory.resolve(page));
        DocsPage.parse(page, read(page)).run(Files.createDirectory(scratch.resolve("work")), environment(scratch));
    }

    /** What is asked goes through the proxy that compares the answers with the API's description. */
    private static Map<String, String> environment(Path scratch) throws IOException {
        Path bin = Files.createDirectories(scratch.resolve("bin"));
        Path slipway = Files.writeString(bin.resolve("slipway"), "#!/bin/sh\nexec " + Cli.line() + " \"$@\"\n");
        Files.setPosixFilePermissions(slipway, PosixFilePermissions.fromString("rwx------"));
        Api acme = stack.as("acme");
        return Map.of(
                "PATH", bin + ":" + System.getenv("PATH"),
                "XDG_CONFIG_HOME", scratch.resolve("home").toString(),
                "http_proxy", CheckingProxy.url(),
                "no_proxy", "",
                "SLIPWAY_ROOT", StackUnderTest.ROOT.toString(),
                "SLIPWAY_URL", acme.url(),
                "SLIPWAY_TOKEN", acme.token(),
                "SLIPWAY_TOKEN_GLOBEX", stack.as("globex").token());
    }

    private static String read(String page) {
        try {
            return Files.readString(DOCS.resolve(page));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
