package io.slipway.registry.custom;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

import io.slipway.providerpackage.InvalidVersion;
import io.slipway.providerpackage.VersionNumber;
import io.slipway.registry.version.VersionNumbers;

/** Which number a version gets whose maker names it in words, or not at all. */
final class NextVersion {
    private static final DateTimeFormatter CALENDAR = DateTimeFormatter.ofPattern("uuuu.MM.dd-HHmmss");
    private static final String FIRST = "1.0.0";

    private NextVersion() {}

    /** An identifier that is a version number, with a {@code v} before it or without, is the version's number. */
    static Optional<VersionNumber> ofIdentifier(String identifier) {
        if (identifier == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(VersionNumber.parse(identifier.replaceFirst("^[vV](?=\\d)", "")));
        } catch (InvalidVersion _) {
            return Optional.empty();
        }
    }

    /**
     * Of releases the next patch, of dates now, or a second after the highest.
     *
     * @param highest of all that the provider has and that is no pre-release; null for none
     */
    static VersionNumber after(VersionNumber.Scheme scheme, String highest, Instant now) {
        return VersionNumbers.stored(
                switch (scheme) {
                    case semver -> highest == null ? FIRST : patched(highest);
                    case calendar -> dated(highest, LocalDateTime.ofInstant(now, ZoneOffset.UTC));
                });
    }

    private static String patched(String highest) {
        String[] numbers = highest.replaceFirst("\\+.*", "").split("\\.");
        int minor = Integer.parseInt(numbers[1]);
        int patch = Integer.parseInt(numbers[2]);
        return patch == Integer.MAX_VALUE
                ? numbers[0] + "." + Math.addExact(minor, 1) + ".0"
                : numbers[0] + "." + minor + "." + (patch + 1);
    }

    private static String dated(String highest, LocalDateTime now) {
        String today = CALENDAR.format(now);
        return highest == null || today.compareTo(highest) > 0
                ? today
                : CALENDAR.format(LocalDateTime.parse(highest, CALENDAR).plusSeconds(1));
    }
}
