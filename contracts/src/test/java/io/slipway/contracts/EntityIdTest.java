package io.slipway.contracts;

import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class EntityIdTest {
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int MANY = 1_000;

    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:00:00Z", "2026-01-02T03:04:05.678Z", "9999-12-31T23:59:59.999Z"})
    void itIsAUuidOfVersion7OfThatMillisecond(String time) {
        Instant now = Instant.parse(time);
        for (String id : of(now, MANY)) {
            assertThat(id).matches("ins_[0-9A-Za-z]{22}");
            UUID uuid = uuid(id.substring("ins_".length()));
            assertThat(uuid.version()).as(id).isEqualTo(7);
            assertThat(uuid.variant()).as(id).isEqualTo(2);
            assertThat(uuid.getMostSignificantBits() >>> 16).as(id).isEqualTo(now.toEpochMilli());
        }
    }

    /** As bytes, which is how PostgreSQL compares them: digits before capitals before small letters. */
    @Test
    void itSortsByTheMillisecondOfItsCreation() {
        List<String> ids = Stream.of(
                        "1970-01-01T00:00:00Z",
                        "1970-01-01T00:00:00.001Z",
                        "2025-12-31T23:59:59.999Z",
                        "2026-01-01T00:00:00Z",
                        "2026-01-01T00:00:00.001Z",
                        "2026-01-01T00:00:00.063Z",
                        "2093-05-14T00:00:00Z",
                        "9999-12-31T23:59:59.999Z")
                .flatMap(time -> of(Instant.parse(time), 1).stream())
                .toList();

        assertThat(ids).isSorted();
    }

    /** There is no order within it: 74 bits are random, so that nobody guesses the next one. */
    @Test
    void thoseOfOneMillisecondDifferInAllThatIsRandom() {
        List<String> ids = of(Instant.parse("2026-01-01T00:00:00Z"), MANY);
        BigInteger ever = BigInteger.ZERO;
        BigInteger always = uuidBits(ids.getFirst());
        Set<String> different = new HashSet<>(ids);
        for (String id : ids) {
            ever = ever.or(uuidBits(id));
            always = always.and(uuidBits(id));
        }

        assertThat(different).hasSize(MANY);
        assertThat(ever.andNot(always).bitCount()).as("bits that vary").isEqualTo(74);
    }

    private static List<String> of(Instant now, int count) {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        return Stream.generate(() -> EntityId.create("ins_", clock))
                .limit(count)
                .toList();
    }

    private static BigInteger uuidBits(String id) {
        return number(id.substring("ins_".length()));
    }

    private static UUID uuid(String digits) {
        BigInteger number = number(digits);
        assertThat(number.bitLength()).isLessThanOrEqualTo(128);
        return new UUID(number.shiftRight(64).longValue(), number.longValue());
    }

    private static BigInteger number(String digits) {
        return digits.chars()
                .mapToObj(digit -> BigInteger.valueOf(DIGITS.indexOf(digit)))
                .reduce(BigInteger.ZERO, (number, digit) -> number.multiply(BigInteger.valueOf(62))
                        .add(digit));
    }
}
