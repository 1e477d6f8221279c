package io.slipway.e2e;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DocsPageTest {
    private static final String PAGE = """
            # A page

                exit 9   # not yet

            <!-- run -->
            First:

                name=world
                greet() { echo "hello $1"; }

                greet moon; greet $name
                #=> hello …ld
                pwd >where

            Text.

            <!-- not run -->
                exit 8

                exit 7

            Then:

                greet "$name"   # the same shell
                #=> hello world

            <!-- run no more -->

                exit 6
            """;

    @TempDir
    private Path directory;

    @Test
    void readsWhatIsToBeRun() {
        DocsPage page = DocsPage.parse("a.md", PAGE);
        assertThat(page.steps()).extracting(DocsPage.Step::line).containsExactly(8, 13, 24);
        assertThat(page.steps())
                .extracting(DocsPage.Step::expected)
                .containsExactly(List.of("hello …ld"), List.of(), List.of("hello world"));
        assertThat(DocsPage.runs(PAGE)).isTrue();
        assertThat(DocsPage.runs("    <!-- run -->")).isFalse();
    }

    @Test
    void runsItInOneShell() throws Exception {
        DocsPage.parse("a.md", PAGE).run(directory, Map.of());
        assertThat(directory.resolve("where")).hasContent(directory + "");
    }

    @Test
    void tellsOfACommandThatFails() {
        DocsPage page = DocsPage.parse("a.md", "<!-- run -->\n\n    echo before\n    false\n    echo after\n");
        assertThatThrownBy(() -> page.run(directory, Map.of()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("a.md:3")
                .hasMessageContaining("before");
    }

    @Test
    void tellsOfAnotherOutput() {
        DocsPage page = DocsPage.parse("a.md", "<!-- run -->\n\n    echo one.\n    #=> one!\n    false\n");
        assertThatThrownBy(() -> page.run(directory, Map.of()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("one!");
    }

    @Test
    void refusesOutputOfNoCommand() {
        assertThatThrownBy(() -> DocsPage.parse("a.md", "<!-- run -->\n\n    echo a\n\nprints:\n\n    #=> b\n"))
                .hasMessageContaining("a.md:7");
    }
}
