package io.slipway.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import io.slipway.local.node.process.Ports;
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
    void aKeptPortThatIsTakenNamesTheLineToDelete() throws IOException {
        var first = open();
        taken.add(first.lasting("gateway", 0));
        first.save();
        assertThatThrownBy(() -> open().lasting("gateway", 0))
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining("(gateway)")
                .hasMessageContaining("delete its line from " + directory.resolve("ports.json"));
    }

    @Test
    void everyLineMayBeDeleted() throws IOException {
        var file = directory.resolve("ports.json");
        var first = open();
        first.lasting("gateway", 0);
        int kafka = first.lasting("kafka", 0);
        first.save();
        var lines = Files.readAllLines(file);
        lines.removeIf(line -> line.contains("gateway"));
        Files.write(file, lines);
        assertThat(open().lasting("kafka", 0)).isEqualTo(kafka);
        lines.removeIf(line -> line.contains("kafka"));
        Files.write(file, lines);
        assertThat(open().all()).isEmpty();
    }

    @Test
    void aGivenPortThatAnotherPartKeepsIsRefused() throws IOException {
        var book = open();
        int kafka = book.lasting("kafka", 0);
        assertThatThrownBy(() -> book.lasting("api", kafka))
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining("port " + kafka + " is what the stack keeps for kafka");
    }

    @Test
    void noProviderOfAnyStackGetsAPortThatAStackChooses() throws IOException {
        var book = open();
        var providers = new Ports(Set.of());
        for (int i = 0; i < 200; i++) {
            assertThat(book.any("part-" + i)).isLessThan(Ports.FIRST);
            assertThat(providers.take()).isGreaterThanOrEqualTo(Ports.FIRST);
        }
    }

    @Test
    void theNodeKeepsWhateverTheStackRemembersFromItsProviders() throws IOException {
        var plan = Plan.make(
                StackDirectory.open(directory),
                new StackOptions(directory, 29_999, List.of(), Optional.empty()),
                ClusterKind.local);
        assertThat(plan.node().reservedPorts())
                .containsExactlyInAnyOrderElementsOf(
                        PortBook.open(directory.resolve("ports.json")).all())
                .contains(29_999, plan.ports().gateway(), plan.ports().kafka());
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
