package io.slipway.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ClusterKindTest {
    @TempDir
    private Path path;

    private StackDirectory directory;

    @BeforeEach
    void open() {
        directory = StackDirectory.open(path);
    }

    @Test
    void aNewDirectoryTakesWhatIsAskedForAndElseTheNode() throws IOException {
        assertThat(ClusterKind.of(directory, Optional.empty())).isEqualTo(ClusterKind.local);
        assertThat(ClusterKind.of(directory, Optional.of(ClusterKind.kubernetes)))
                .isEqualTo(ClusterKind.kubernetes);
    }

    @Test
    void whatItWasBegunWithStays() throws IOException {
        ClusterKind.kubernetes.keep(directory);

        assertThat(ClusterKind.of(directory, Optional.empty())).isEqualTo(ClusterKind.kubernetes);
        assertThatThrownBy(() -> ClusterKind.of(directory, Optional.of(ClusterKind.local)))
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining("runs on --cluster kubernetes");
    }

    @Test
    void anOldDirectoryIsTheNodes() throws IOException {
        Files.writeString(path.resolve("ports.json"), "{}");

        assertThatThrownBy(() -> ClusterKind.of(directory, Optional.of(ClusterKind.kubernetes)))
                .hasMessageContaining("runs on --cluster local");
    }
}
