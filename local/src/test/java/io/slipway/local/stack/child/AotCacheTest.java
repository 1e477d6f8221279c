package io.slipway.local.stack.child;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class AotCacheTest {
    private static final List<String> LEFT = List.of("", ".config");

    @TempDir
    Path directory;

    private AotCache cache;

    @BeforeEach
    void build() throws IOException {
        var jar = Files.createDirectory(directory.resolve("quarkus-app")).resolve("quarkus-run.jar");
        Files.writeString(jar, "a service");
        cache = AotCache.of(new JavaCommand(jar, directory.resolve("service.properties")));
    }

    @Test
    void whatKilledStacksLeftIsDeletedAndWhatAnotherOneRecordsIsNot() throws Exception {
        var ended = sleeping();
        ended.destroyForcibly().waitFor();
        var other = sleeping();
        try {
            for (var end : LEFT) {
                Files.createFile(partial("0123456789abcdef", ended.pid(), end));
                Files.createFile(partial("0123456789abcdef", other.pid(), end));
            }
            Files.createFile(cache.partial());
            cache.discardPartial();
            assertThat(cache.partial()).doesNotExist();
            for (var end : LEFT) {
                assertThat(partial("0123456789abcdef", ended.pid(), end)).doesNotExist();
                assertThat(partial("0123456789abcdef", other.pid(), end)).exists();
            }
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void whatARunHasWrittenIsTaken() throws Exception {
        Files.createFile(cache.partial());
        assertThat(cache.take(sleeping())).isTrue();
        assertThat(cache.file()).isPresent();
    }

    @Test
    void halfAFileIsNotTakenWhenSomebodyInterrupts() throws Exception {
        Files.createFile(cache.partial());
        var recording = new ProcessBuilder("sh", "-c", "trap '' TERM; echo; while :; do sleep 60; done").start();
        recording.getInputStream().read(); // the trap is set
        Thread.currentThread().interrupt();
        assertThat(cache.take(recording)).isFalse();
        assertThat(Thread.interrupted()).as("the caller learns of it").isTrue();
        assertThat(cache.file()).isEmpty();
        assertThat(recording.waitFor()).isNotZero();
    }

    private Path partial(String key, long pid, String end) {
        return directory.resolve("slipway-" + key + ".aot." + pid + ".partial" + end);
    }

    private static Process sleeping() throws IOException {
        return new ProcessBuilder("sleep", "60").start();
    }
}
