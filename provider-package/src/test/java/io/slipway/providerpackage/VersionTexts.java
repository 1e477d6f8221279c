package io.slipway.providerpackage;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes versions up, out of few parts, so that two of them often share some. The same seed makes the same ones. */
public final class VersionTexts {
    private static final List<String> NUMBERS = List.of("0", "1", "10", "2147483647");
    private static final List<String> IDENTIFIERS = List.of(
            "0",
            "1",
            "2",
            "10",
            "9999999999",
            "123456789012345678",
            "a",
            "A",
            "alpha",
            "beta",
            "rc",
            "rc1",
            "x-1",
            "-",
            "-1",
            "1-",
            "0a",
            "a0");
    private static final List<String> BUILDS = List.of("0", "00", "01", "1", "a", "B", "build-7", "-");
    private static final List<String> YEARS = List.of("0001", "1999", "2000", "2023", "2024", "9999");
    private static final List<String> TIMES = List.of("000000", "000001", "120000", "153042", "235959");
    private static final String ALPHABET = "0123456789.-+aZv_ é\0";

    private final Random random;

    public VersionTexts(long seed) {
        this.random = new Random(seed);
    }

    String any() {
        return random.nextInt(4) == 0 ? calendar() : semver();
    }

    public String semver() {
        String core = pick(NUMBERS) + "." + pick(NUMBERS) + "." + pick(NUMBERS);
        String preRelease = random.nextBoolean() ? "" : "-" + some(IDENTIFIERS);
        String build = random.nextInt(3) > 0 ? "" : "+" + some(BUILDS);
        String text = core + preRelease + build;
        return text.length() > VersionNumber.MAX_LENGTH ? core + preRelease.replaceAll("\\..*", "") : text;
    }

    public String calendar() {
        return "%s.%02d.%02d-%s".formatted(pick(YEARS), 1 + random.nextInt(12), 1 + random.nextInt(28), pick(TIMES));
    }

    /** Hardly ever a version. */
    String garbage() {
        String text = any();
        int at = random.nextInt(text.length());
        String wrong = String.valueOf(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        return text.substring(0, at) + wrong + text.substring(random.nextBoolean() ? at : at + 1);
    }

    private String some(List<String> words) {
        return IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(_ -> pick(words))
                .collect(Collectors.joining("."));
    }

    private String pick(List<String> words) {
        return words.get(random.nextInt(words.size()));
    }
}
