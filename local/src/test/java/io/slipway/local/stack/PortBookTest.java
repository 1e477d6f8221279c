package io.slipway.local.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PortBookTest {
    @TempDir
    Path directory;

    private final Set<Integer> taken = new HashSet<>();

    private PortBook open() throws IOException {
        return PortBook.open(directory.resolve("ports.json"), port -> !taken.contains(port), new Random(1));
    }

    @Test
    void aChosenPortIsUsedAgain() throws IOException {
        var first = open();
        int api = first.lasting("api", 0);
        first.save();
        assertThat(open().lasting("api", 0)).isEqualTo(api);
    }

    @Test
    void twoNamesNeverShareAPort() throws IOException {
        var book = PortBook.open(directory.resolve("ports.json"), port -> true, new Random() {
            private int calls;

            @Override
            public int nextInt(int origin, int bound) {
                return origin + (calls++ / 2);
            }
        });
        assertThat(book.any("one")).isNotEqualTo(book.any("two"));
    }

    @Test
    void aGivenPortWinsAndIsKept() throws IOException {
        var first = open();
        first.lasting("api", 0);
        assertThat(first.lasting("api", 8080)).isEqualTo(8080);
        first.save();
        assertThat(open().lasting("api", 0)).isEqualTo(8080);
    }

    @Test
    void aTakenPortThatClientsKnowIsAFailureThatNamesIt() throws IOException {
        taken.add(8080);
        assertThatThrownBy(() -> open().lasting("api", 8080))
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining("port 8080 (api)")
                .hasMessageContaining("--port");
    }

    @Test
    void aTakenPortThatNobodyKnowsIsReplaced() throws IOException {
        var first = open();
        int node = first.any("node");
        first.save();
        taken.add(node);
        assertThat(open().any("node")).isNotEqualTo(node);
    }
}
