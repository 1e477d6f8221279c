package io.slipway.deployer.policy;

import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import io.slipway.contracts.VersionState;
import io.slipway.contracts.VersionState.Status;
import io.slipway.contracts.VersionState.Yank;
import io.slipway.contracts.VersionState.Yank.Level;
import io.slipway.deployer.Samples;
import io.slipway.deployer.Samples.Intent;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How many of a thousand pages are read, ten releases each, from 1.9999.0 down to 1.0.0. */
class LatestSearchTest {
    private static final String PROVIDER = "acme/hello";
    private static final int PAGES = 1_000;
    private static final IntFunction<String> SEMVER = "1.%d.0"::formatted;

    private final Intent intent = new Intent("ins_1", PROVIDER, "1.0.0");

    @Test
    void theHighestIsOnTheFirstPage() {
        assertThat(pages(search("1.9000.0", Rejections.NONE), SEMVER)).isEqualTo(1);
    }

    @Test
    void aRangeThatNothingMatchesEndsAtWhatServes() {
        intent.range = ">=999";

        assertThat(pages(search("1.9985.0", Rejections.NONE), SEMVER)).isEqualTo(2);
    }

    @Test
    void beforeAnythingServedItEndsAtWhatWasAskedFor() {
        intent.range = ">=999";
        intent.version = "1.9985.0";

        assertThat(pages(search(null, Rejections.NONE), SEMVER)).isEqualTo(2);
    }

    @Test
    void noCalendarVersionIsInARange() {
        intent.range = "^1";
        intent.version = "2000.01.01-000000";

        assertThat(pages(search(null, Rejections.NONE), i -> "2026.01.01-00%02d%02d".formatted(i / 60 % 60, i % 60)))
                .isEqualTo(1);
    }

    @Test
    void whatDroppedOutOfTheRejectionsReachesDownToTheEnd() {
        LatestSearch search = search("1.0.0", new Rejections(List.of(), Map.of(1, new Dropped("1.9999.0", 1))));

        assertThat(pages(search, SEMVER)).isEqualTo(1);
        assertThat(search.found()).as("what was passed over").containsExactly("1.9999.0");
    }

    @Test
    void awayFromAYankedOneItGoesLowerButNotForLong() {
        intent.range = "<1.9800";
        LatestSearch near = leaving("1.9899.0");
        assertThat(pages(near, SEMVER)).isEqualTo(21);
        assertThat(near.found()).containsExactly("1.9799.0");

        intent.range = "<1";
        assertThat(pages(leaving("1.9899.0"), SEMVER)).isEqualTo(11 + LatestSearch.MOST_PAGES_DOWN);
    }

    private LatestSearch search(String serving, Rejections rejections) {
        return Candidates.of(intent.state(), rejections, serving, null).latest(List.of());
    }

    private LatestSearch leaving(String serving) {
        VersionState yanked = Samples.version(PROVIDER, serving, Status.yanked, false, new Yank(Level.move, "leaks"));
        return Candidates.of(intent.state(), Rejections.NONE, serving, null).latest(List.of(yanked));
    }

    private static int pages(LatestSearch search, IntFunction<String> name) {
        int page = 0;
        boolean goesOn = true;
        while (goesOn && page < PAGES) {
            int highest = 10 * (PAGES - page) - 1;
            goesOn = search.goesOnBelow(IntStream.range(0, 10)
                    .mapToObj(i -> name.apply(highest - i))
                    .map(version -> new Candidates.Named(version, Samples.image(PROVIDER, version)))
                    .toList());
            page++;
        }
        return page;
    }
}
