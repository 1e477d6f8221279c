package io.slipway.providerpackage;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.slipway.providerpackage.VersionNumber.Scheme;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What holds of any versions, with thousands made up from a seed that a failure prints ({@code -Dversions.seed}). The
 * order is held against SemVer 2.0, section 11, written down once more in {@link #bySpecification}.
 */
class VersionOrderTest {
    private static final int TRIES = 20_000;
    private static final long SEED = Long.getLong("versions.seed", System.nanoTime());

    private final VersionTexts texts = new VersionTexts(SEED);

    @Test
    void anyTwoAreInTheSpecificationsOrder() {
        for (int i = 0; i < TRIES; i++) {
            VersionNumber left = version(texts::any);
            VersionNumber right = version(texts::any);

            assertThat(Integer.signum(left.compareTo(right)))
                    .as("%s, %s; %s", left, right, seed())
                    .isEqualTo(Integer.signum(bySpecification(left.toString(), right.toString())));
        }
    }

    @Test
    void theOrderIsTotal() {
        for (int i = 0; i < TRIES; i++) {
            VersionNumber a = version(texts::any);
            VersionNumber b = version(texts::any);
            VersionNumber c = version(texts::any);

            String of = a + ", " + b + ", " + c + "; " + seed();
            assertThat(Integer.signum(a.compareTo(b))).as(of).isEqualTo(-Integer.signum(b.compareTo(a)));
            assertThat(a.compareTo(b) == 0).as(of).isEqualTo(a.equals(b));
            List<VersionNumber> sorted = Stream.of(a, b, c).sorted().toList();
            assertThat(sorted.getFirst().compareTo(sorted.getLast())).as(of).isLessThanOrEqualTo(0);
        }
    }

    @Test
    void whateverTheOrderBeforeSortingGivesOne() {
        List<VersionNumber> all = new ArrayList<>();
        Stream.generate(() -> version(texts::any)).limit(2_000).forEach(all::add);
        List<VersionNumber> sorted = all.stream().sorted().toList();

        Collections.shuffle(all, new Random(SEED));

        assertThat(all.stream().sorted().toList()).as(seed()).isEqualTo(sorted);
        assertThat(sorted.stream().map(VersionNumber::scheme).distinct())
                .as(seed())
                .containsExactly(Scheme.calendar, Scheme.semver);
    }

    @Test
    void calendarVersionsComeFirstAndByTime() {
        for (int i = 0; i < TRIES; i++) {
            VersionNumber early = version(texts::calendar);
            VersionNumber late = version(texts::calendar);

            assertThat(early).as(seed()).isLessThan(version(texts::semver));
            assertThat(early.scheme()).as("%s; %s", early, seed()).isEqualTo(Scheme.calendar);
            assertThat(early.preRelease()).isFalse();
            assertThat(Integer.signum(early.compareTo(late)))
                    .as("%s, %s; %s", early, late, seed())
                    .isEqualTo(Integer.signum(early.toString().compareTo(late.toString())));
        }
    }

    @Test
    void anythingElseIsRefusedAndNothingChangedSilently() {
        for (int i = 0; i < TRIES; i++) {
            String text = texts.garbage();

            Throwable refusal = catchThrowable(
                    () -> assertThat(VersionNumber.parse(text)).as(seed()).hasToString(text));

            if (refusal != null) {
                assertThat(refusal).as("%s; %s", text, seed()).isInstanceOf(InvalidVersion.class);
            }
        }
    }

    private static int bySpecification(String left, String right) {
        boolean calendar = isCalendar(left);
        if (calendar != isCalendar(right)) {
            return calendar ? -1 : 1;
        }
        if (calendar) {
            return left.compareTo(right);
        }
        return Comparator.<String, String>comparing(VersionOrderTest::core, VersionOrderTest::compareIdentifiers)
                .thenComparing(VersionOrderTest::preRelease, VersionOrderTest::comparePreReleases)
                .thenComparing(VersionOrderTest::build)
                .compare(left, right);
    }

    /** 11.3: one without any is higher than one with some. */
    private static int comparePreReleases(String left, String right) {
        if (left.isEmpty() || right.isEmpty()) {
            return Boolean.compare(left.isEmpty(), right.isEmpty());
        }
        return compareIdentifiers(left, right);
    }

    /** 11.4: from left to right; of two that begin alike the longer one is higher. */
    private static int compareIdentifiers(String left, String right) {
        String[] ours = left.split("\\.");
        String[] theirs = right.split("\\.");
        for (int i = 0; i < Math.min(ours.length, theirs.length); i++) {
            int order = compareIdentifier(ours[i], theirs[i]);
            if (order != 0) {
                return order;
            }
        }
        return ours.length - theirs.length;
    }

    /** 11.4.1 to 11.4.3: numbers by value, others as ASCII, numbers below others. */
    private static int compareIdentifier(String left, String right) {
        boolean number = left.matches("\\d+");
        if (number != right.matches("\\d+")) {
            return number ? -1 : 1;
        }
        return number ? new BigInteger(left).compareTo(new BigInteger(right)) : left.compareTo(right);
    }

    private static boolean isCalendar(String text) {
        return text.matches("\\d{4}\\.\\d\\d\\.\\d\\d-\\d{6}");
    }

    private static String core(String text) {
        return bare(text).split("-", 2)[0];
    }

    private static String preRelease(String text) {
        String[] parts = bare(text).split("-", 2);
        return parts.length == 1 ? "" : parts[1];
    }

    private static String bare(String text) {
        return text.split("\\+", 2)[0];
    }

    private static String build(String text) {
        String[] parts = text.split("\\+", 2);
        return parts.length == 1 ? "" : parts[1];
    }

    private static VersionNumber version(Supplier<String> texts) {
        String text = texts.get();
        try {
            return VersionNumber.parse(text);
        } catch (InvalidVersion e) {
            throw new AssertionError(text + "; " + seed(), e);
        }
    }

    private static String seed() {
        return "-Dversions.seed=" + SEED;
    }
}
