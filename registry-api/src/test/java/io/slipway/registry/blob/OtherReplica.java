package io.slipway.registry.blob;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import io.slipway.registry.support.Api;

/** The near end of a {@link ReplicaProcess}. */
final class OtherReplica implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;

    private OtherReplica(Process process) {
        this.process = process;
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** With the database of the application that is tested. */
    static OtherReplica start(Path directory, String name) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                ReplicaProcess.class.getName(),
                directory.toString(),
                name,
                Api.config("quarkus.datasource.jdbc.url"),
                Api.config("quarkus.datasource.username"),
                Api.config("quarkus.datasource.password"));
        builder.environment()
                .put(
                        "CLASSPATH",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        return new OtherReplica(
                builder.redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    /** @return its answer, when it has done the step */
    String does(String step) {
        try {
            process.outputWriter(StandardCharsets.UTF_8)
                    .append(step)
                    .append('\n')
                    .flush();
            String answer = answers.readLine();
            if (answer == null) {
                throw new IllegalStateException("it died of: " + step);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@code kill -9} does. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
