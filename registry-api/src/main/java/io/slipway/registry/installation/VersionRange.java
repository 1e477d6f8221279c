package io.slipway.registry.installation;

import java.util.List;
import java.util.regex.Pattern;

import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import org.semver4j.range.RangeListFactory;

/** The range that an automatic policy keeps within, in npm's notation ({@code ^1.2}, {@code >=1 <3}). */
final class VersionRange {
    private static final int MAX_LENGTH = 200;

    /** Whoever compares with it reads it as a long. */
    private static final Pattern TOO_LARGE = Pattern.compile("\\d{19,}");

    private VersionRange() {}

    /** Null or blank means any version. @throws ProblemException 422 for text that is no range */
    static String checked(String range) {
        if (range == null || range.isBlank()) {
            return null;
        }
        if (range.length() > MAX_LENGTH || TOO_LARGE.matcher(range).find() || !readable(range)) {
            throw ProblemException.ofField(
                    ErrorCode.INVALID_VALUE,
                    "/version_range",
                    "must be a range of versions such as ^1.2 or >=1.0 <3.0");
        }
        return range.strip();
    }

    /** The library leaves out what it cannot read. */
    private static boolean readable(String range) {
        try {
            return RangeListFactory.create(range).get().stream()
                            .mapToLong(List::size)
                            .sum()
                    > 0;
        } catch (RuntimeException _) {
            return false;
        }
    }
}
