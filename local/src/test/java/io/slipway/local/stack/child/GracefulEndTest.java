package io.slipway.local.stack.child;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.slipway.local.stack.ConsoleFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(120)
class GracefulEndTest {
    private static final int KILLED = 128 + 9;

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();

    @Test
    void whatEndsAtOnceIsNotSpokenOf() throws Exception {
        Process process = started("trap 'exit 7' TERM");

        end(Duration.ofSeconds(60), process);

        assertThat(process.exitValue()).isEqualTo(7);
        assertThat(told.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void whatHasWorkToFinishIsWaitedForAndTheUserIsTold() throws Exception {
        Process process = started("trap 'sleep 3; exit 7' TERM");

        end(Duration.ofSeconds(60), process);

        assertThat(process.exitValue()).as("it ended by itself").isEqualTo(7);
        assertThat(told.toString(StandardCharsets.UTF_8))
                .contains("registry-api finishes what is under way, such as an upload (at most 60 s)")
                .doesNotContain("killed");
    }

    @Test
    void whatDoesNotEndIsKilled() throws Exception {
        Process process = started("trap '' TERM");

        end(Duration.ofSeconds(3), process);

        assertThat(process.exitValue()).isEqualTo(KILLED);
        assertThat(told.toString(StandardCharsets.UTF_8)).contains("has not ended in 3 s, and is killed");
    }

    private void end(Duration grace, Process process) {
        new GracefulEnd("registry-api", grace, ConsoleFixture.into(told)).of(process);
    }

    /** Returns when the shell has its trap. */
    private static Process started(String trap) throws IOException {
        Process process = new ProcessBuilder("bash", "-c", trap + "; echo ready; while :; do sleep 0.1; done").start();
        assertThat(process.inputReader().readLine()).isEqualTo("ready");
        return process;
    }
}
