package io.slipway.orchestrator.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.quarkus.runtime.StartupEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class WorkDirectoriesTest {
    @TempDir
    Path parent;

    @Test
    void whatACrashLeftIsRemovedButTheCacheOfBaseLayersIsKept() throws IOException {
        Path left = Files.createDirectories(parent.resolve("a/work/bld_1-1/app"));
        Files.writeString(left.resolve("file"), "x");
        Path layer = Files.createDirectories(parent.resolve("a/base-layers/layers"));
        Path half = Files.createDirectories(parent.resolve("a/base-layers/tmp/half"));

        WorkDirectories directories = opened();

        assertThat(parent.resolve("a/work")).isEmptyDirectory();
        assertThat(layer).isDirectory();
        assertThat(half).doesNotExist();
        directories.close();
    }

    @Test
    void aSecondProcessOfTheSameNameKeepsOutOfTheFirstOnesWork() throws IOException {
        WorkDirectories first = opened();
        Path work = Files.createDirectories(parent.resolve("a/work/bld_1-1"));

        WorkDirectories second = opened();

        assertThat(work).isDirectory();
        assertThat(second.baseLayers()).isEqualTo(parent.resolve("a~2/base-layers"));
        first.close();
        second.close();
        WorkDirectories third = opened();
        assertThat(third.baseLayers()).isEqualTo(parent.resolve("a/base-layers"));
        third.close();
    }

    private WorkDirectories opened() throws IOException {
        WorkDirectories directories = new WorkDirectories(parent, "a");
        directories.open(new StartupEvent());
        return directories;
    }
}
