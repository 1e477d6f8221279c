package io.slipway.local.gateway;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A gateway URL taken apart.
 *
 * @param prefix {@code /i/<installation>}, without a slash at the end
 * @param uri path and query as the provider gets them; empty when the URL lacks the slash after the id
 */
record Target(String installation, String prefix, String uri) {
    private static final Pattern FORM = Pattern.compile("(/i/([A-Za-z0-9_-]{1,80}))([/?].*)?");

    static Optional<Target> parse(String uri) {
        Matcher matcher = FORM.matcher(uri);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String rest = matcher.group(3) == null ? "" : matcher.group(3);
        return Optional.of(new Target(matcher.group(2), matcher.group(1), rest));
    }

    boolean lacksSlash() {
        return !uri.startsWith("/");
    }
}
