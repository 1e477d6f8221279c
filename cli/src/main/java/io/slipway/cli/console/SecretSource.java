package io.slipway.cli.console;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a secret comes from: {@code @FILE}, {@code -} for the standard input, {@code env} or {@code env:NAME}. A value among
 * the arguments would be in the process list and in the shell's history.
 */
public final class SecretSource {
    public static final String SOURCES =
            "a file (@FILE), the standard input (-) or the environment (env, or env:OTHER_NAME)";

    private static final int MAX_BYTES = 32 * 1024;

    private SecretSource() {}

    /** @param name of the secret, and of the variable of {@code env}. @throws CliFailure for a source that is none */
    public static String read(String name, String source) {
        if (source.equals("-")) {
            return Secrets.fromStdin();
        }
        if (source.equals("env") || source.startsWith("env:")) {
            return fromEnvironment(source.equals("env") ? name : source.substring("env:".length()));
        }
        if (source.startsWith("@")) {
            return fromFile(Path.of(source.substring(1)));
        }
        throw wrong(
                "The value of the secret " + name + " stands in the command: others may have read it.",
                "Give it as @FILE, - or env, and take another value if this one was real.");
    }

    private static String fromEnvironment(String variable) {
        String value = System.getenv(variable);
        if (value == null || value.isEmpty()) {
            throw wrong("The environment has no " + variable + ".", "Export it first.");
        }
        return value;
    }

    /** The last end of a line is an editor's. */
    private static String fromFile(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw wrong(file + " has more than 32 KiB.", "A secret may have 32 KiB.");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
            return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        } catch (CharacterCodingException e) {
            throw wrong(file + " is not UTF-8.", "Encode it, in Base64 for instance.");
        } catch (IOException e) {
            throw wrong("Cannot read " + file + ": " + e.getClass().getSimpleName() + ".", "");
        }
    }

    private static CliFailure wrong(String message, String advice) {
        return new CliFailure(ExitCode.USAGE, "no_secret", message, advice);
    }
}
