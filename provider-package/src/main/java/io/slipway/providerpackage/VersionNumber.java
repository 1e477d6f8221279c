package io.slipway.providerpackage;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Comparator;
import java.util.Objects;
import java.util.regex.Pattern;

import org.semver4j.Semver;

/**
 * A version in the calendar form {@code YYYY.MM.DD-HHMMSS} (UTC, a real date and time) or SemVer 2.0. Totally ordered:
 * by time or by SemVer precedence within a scheme, then build metadata as text, so that only equal texts compare equal;
 * calendar versions come before SemVer ones.
 */
public final class VersionNumber implements Comparable<VersionNumber> {
    public static final int MAX_LENGTH = 63;

    private static final Pattern CALENDAR_SHAPE = Pattern.compile("\\d{4}\\.\\d{2}\\.\\d{2}-\\d{6}");
    private static final DateTimeFormatter CALENDAR =
            DateTimeFormatter.ofPattern("uuuu.MM.dd-HHmmss").withResolverStyle(ResolverStyle.STRICT);
    /** The library reads a number of a pre-release as a long when it looks at a range, and one of the core as an int. */
    private static final Pattern TOO_LARGE = Pattern.compile("\\d{19,}");

    private static final Pattern LARGE_CORE = Pattern.compile("(\\d+\\.){0,2}\\d{10,}(\\.\\d+){0,2}([-+].*)?");

    private static final Pattern PREFIXED = Pattern.compile("[vV]\\.?(\\d+\\.\\d+\\.\\d+.*)");

    private static final SemverPrecedence PRECEDENCE = new SemverPrecedence();
    private static final Comparator<VersionNumber> ORDER = Comparator.comparing(VersionNumber::scheme)
            .thenComparing((left, right) -> left.comparePrecedence(right))
            .thenComparing(VersionNumber::buildMetadata)
            .thenComparing(VersionNumber::toString);

    public enum Scheme {
        calendar,
        semver
    }

    private final String text;
    private final LocalDateTime time;
    private final Semver semver;

    private VersionNumber(String text, LocalDateTime time, Semver semver) {
        this.text = text;
        this.time = time;
        this.semver = semver;
    }

    /**
     * Reads a version; the calendar form is tried first.
     *
     * @throws InvalidVersion with a hint of what to write instead
     */
    public static VersionNumber parse(String text) throws InvalidVersion {
        if (text.length() > MAX_LENGTH) {
            throw new InvalidVersion(
                    "The version has " + text.length() + " characters: use at most " + MAX_LENGTH + ".");
        }
        if (CALENDAR_SHAPE.matcher(text).matches()) {
            return new VersionNumber(text, time(text), null);
        }
        Semver semver = Semver.parse(text);
        // The library trims and completes some input; only what it gives back unchanged was SemVer.
        if (semver != null && semver.getVersion().equals(text) && isWithinLongs(semver)) {
            return new VersionNumber(text, null, semver);
        }
        throw new InvalidVersion(hint(text));
    }

    private static boolean isWithinLongs(Semver semver) {
        return semver.getPreRelease().stream()
                .noneMatch(part -> TOO_LARGE.matcher(part).matches());
    }

    private static LocalDateTime time(String text) throws InvalidVersion {
        try {
            return LocalDateTime.parse(text, CALENDAR);
        } catch (DateTimeException e) {
            throw new InvalidVersion(
                    "'" + text + "' has the form YYYY.MM.DD-HHMMSS but is no real date and time (UTC).");
        }
    }

    private static String hint(String text) {
        var prefixed = PREFIXED.matcher(text);
        if (prefixed.matches()) {
            return "'" + text + "' starts with a 'v': write '" + prefixed.group(1) + "'.";
        }
        if (LARGE_CORE.matcher(text).matches() || TOO_LARGE.matcher(text).find()) {
            return "'" + text + "' has too large a number: up to " + Integer.MAX_VALUE
                    + " they may be, and in a pre-release have 18 digits.";
        }
        return "'" + text + "' is not a version: use SemVer such as 1.2.0 or 1.2.0-rc.1, or the calendar form"
                + " YYYY.MM.DD-HHMMSS such as 2024.06.10-153042.";
    }

    public Scheme scheme() {
        return time != null ? Scheme.calendar : Scheme.semver;
    }

    public boolean preRelease() {
        return semver != null && !semver.getPreRelease().isEmpty();
    }

    /** Ranges are npm's ({@code ^1.2}); a calendar version is in none of them. Null or blank holds everything. */
    public boolean isWithin(String range) {
        return range == null || range.isBlank() || (semver != null && semver.satisfies(range));
    }

    private int comparePrecedence(VersionNumber other) {
        if (time != null) {
            return time.compareTo(other.time);
        }
        return PRECEDENCE.compare(semver, other.semver);
    }

    private String buildMetadata() {
        return semver == null ? "" : String.join(".", semver.getBuild());
    }

    @Override
    public int compareTo(VersionNumber other) {
        return ORDER.compare(this, other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VersionNumber that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
