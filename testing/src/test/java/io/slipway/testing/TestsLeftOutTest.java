package io.slipway.testing;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class TestsLeftOutTest {
    @TempDir
    private Path root;

    @Test
    void aTestCountsOnce() {
        TestsLeftOut.note(root, "only a trial of this line");

        assertThat(root.resolve(TestsLeftOut.FILE)).hasContent(getClass().getName() + " 1\n");
    }

    @Test
    void whatPreparesAClassCountsAllItsTests() {
        prepare();

        assertThat(root.resolve(TestsLeftOut.FILE)).hasContent(Prepared.class.getName() + " 2\n");
    }

    private void prepare() {
        Prepared.beforeAll(root);
    }

    /** Stands for a test class; Surefire runs no nested ones. */
    static final class Prepared {
        static void beforeAll(Path root) {
            TestsLeftOut.note(root, "only a trial of this line");
        }

        @Test
        @SuppressWarnings("unused") // counted, not called
        void one() {}

        @Test
        @SuppressWarnings("unused") // counted, not called
        void other() {}
    }
}
