package io.slipway.oci;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a registry wants to be shown (RFC 9110, section 11.6.1): its first challenge of a kind that is known. */
record Challenge(Kind kind, Map<String, String> parameters) {
    enum Kind {
        BASIC,
        BEARER
    }

    private static final int MAX_LENGTH = 8 * 1024;
    private static final Pattern SCHEME =
            Pattern.compile("\\s*,?\\s*(Basic|Bearer)(?:\\s+|$)", Pattern.CASE_INSENSITIVE);
    private static final Pattern PARAMETER =
            Pattern.compile("\\s*,?\\s*([A-Za-z_]{1,40})\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\\s,\"]++))");

    static Optional<Challenge> of(List<String> headers) {
        return headers.stream()
                .filter(header -> header.length() <= MAX_LENGTH)
                .flatMap(header -> parse(header).stream())
                .max((a, b) -> a.kind().compareTo(b.kind()));
    }

    private static Optional<Challenge> parse(String header) {
        Matcher scheme = SCHEME.matcher(header);
        if (!scheme.lookingAt()) {
            return Optional.empty();
        }
        Map<String, String> parameters = new TreeMap<>();
        Matcher parameter = PARAMETER.matcher(header).region(scheme.end(), header.length());
        while (parameter.lookingAt()) {
            String value = parameter.group(2) == null
                    ? parameter.group(3)
                    : parameter.group(2).replaceAll("\\\\(.)", "$1");
            parameters.putIfAbsent(parameter.group(1).toLowerCase(Locale.ROOT), value);
            parameter.region(parameter.end(), header.length());
        }
        return Optional.of(
                new Challenge(Kind.valueOf(scheme.group(1).toUpperCase(Locale.ROOT)), Map.copyOf(parameters)));
    }
}
