package io.slipway.cli.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class LogFollowerTest {
    @TempDir
    Path directory;

    @Test
    void givesWholeNewLinesAndBeginsAgainAfterACut() throws Exception {
        Path file = Files.writeString(directory.resolve("x.log"), "old\n");
        List<String> lines = new ArrayList<>();
        LogFollower follower = new LogFollower(file);

        Files.writeString(file, "one\nhal", StandardOpenOption.APPEND);
        follower.readNew(lines::add);
        assertThat(lines).containsExactly("one");

        Files.writeString(file, "f\n", StandardOpenOption.APPEND);
        follower.readNew(lines::add);
        assertThat(lines).containsExactly("one", "half");

        Files.writeString(file, "new\n");
        follower.readNew(lines::add);
        assertThat(lines).containsExactly("one", "half", "new");
    }
}
