package io.slipway.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code src/test/c/hello.c} as a program that needs no library, made with the machine's C compiler. */
final class CompiledProvider {
    private static final Path SOURCE = StackUnderTest.ROOT.resolve("e2e/src/test/c/hello.c");
    private static final Path PROGRAM = StackUnderTest.ROOT.resolve("e2e/target/hello");

    private CompiledProvider() {}

    /** Whether the machine has a compiler and a C library to link with; a condition of tests. */
    static boolean canBeMade() {
        try {
            return compile() == 0;
        } catch (IOException e) {
            return false; // there is no cc
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static byte[] program() throws IOException {
        return Files.readAllBytes(PROGRAM);
    }

    private static int compile() throws IOException, InterruptedException {
        return new ProcessBuilder("cc", "-static", "-Os", "-o", PROGRAM.toString(), SOURCE.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
