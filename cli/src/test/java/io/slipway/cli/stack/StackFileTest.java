package io.slipway.cli.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

import io.slipway.cli.console.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StackFileTest {
    @TempDir
    Path directory;

    @Test
    void knowsItsProcessByNumberAndAge() throws Exception {
        ProcessHandle self = ProcessHandle.current();
        Instant start = self.info().startInstant().orElseThrow();

        assertThat(file(self.pid(), start.plusMillis(300)).process()).contains(self);
        assertThat(file(self.pid(), start.minus(Duration.ofHours(1))).process())
                .as("a process that is younger than the file has only got the number again")
                .isEmpty();
        assertThat(file(Long.MAX_VALUE, start).process()).isEmpty();
    }

    @Test
    void namesTheOrganizationsThereAre() throws Exception {
        StackFile file = file(1, Instant.EPOCH);

        assertThat(file.token("acme")).isEqualTo("slp_a");
        assertThatThrownBy(() -> file.token("initech")).hasMessageContaining("no organization 'initech'");
        assertThat(file.organizations()).containsExactly("acme", "globex");
    }

    private StackFile file(long pid, Instant startedAt) throws Exception {
        Files.writeString(
                directory.resolve("stack.json"),
                Json.object()
                        .put("pid", pid)
                        .put("started_at", startedAt.toString())
                        .set("tokens", Json.object().put("acme", "slp_a").put("globex", "slp_g"))
                        .toString());
        return StackFile.require(directory);
    }
}
