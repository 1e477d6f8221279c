package io.slipway.deployer.resync;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PagesTest {
    /** More than a stack holds. */
    private static final int MANY = 100_000;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private record Page(int number, byte[] content) {
        String next(int last) {
            return number == last ? null : Integer.toString(number);
        }
    }

    /** Together they are larger than the heap of any test. */
    @Test
    void howeverManyThereAre() {
        Multi<Page> pages = Pages.of(after -> page(after, 1 << 20), page -> page.next(MANY), PATIENCE);
        assertThat(pages.onItem()
                        .transformToUniAndConcatenate(page -> Uni.createFrom().item(page.content().length))
                        .collect()
                        .with(java.util.stream.Collectors.counting())
                        .await()
                        .indefinitely())
                .isEqualTo(MANY);
    }

    @Test
    void oneIsDoneWithBeforeTheNextIsFetched() {
        List<String> done = new ArrayList<>();
        Pages.of(
                        after -> {
                            done.add("fetch after " + after);
                            return page(after, 1);
                        },
                        page -> page.next(3),
                        PATIENCE)
                .onItem()
                .transformToUniAndConcatenate(page -> Uni.createFrom().item(() -> done.add("page " + page.number())))
                .collect()
                .last()
                .await()
                .indefinitely();
        assertThat(done)
                .containsExactly("fetch after null", "page 1", "fetch after 1", "page 2", "fetch after 2", "page 3");
    }

    private static Uni<Page> page(String after, int size) {
        return Uni.createFrom().item(() -> new Page(after == null ? 1 : Integer.parseInt(after) + 1, new byte[size]));
    }
}
