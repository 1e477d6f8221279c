package io.slipway.local.stack;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StackLockTest {
    @TempDir
    Path directory;

    @Test
    void aSecondStackHearsWhichOneRuns() throws IOException {
        var file = directory.resolve("lock");
        try (var lock = StackLock.take(file)) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> StackLock.take(file))
                    .hasMessageContaining("pid " + ProcessHandle.current().pid())
                    .isInstanceOfSatisfying(StackFailure.class, failure -> assertThat(failure.exitCode())
                            .isEqualTo(3));
        }
    }

    @Test
    void whenTheFirstHasEndedTheNextMayStart() throws IOException {
        var file = directory.resolve("lock");
        StackLock.take(file).close();
        try (var lock = StackLock.take(file)) {
            assertThat(file).hasContent(Long.toString(ProcessHandle.current().pid()));
            assertThat(lock).isNotNull();
        }
    }
}
