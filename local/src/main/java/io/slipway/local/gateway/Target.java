package io.slipway.local.gateway;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A gateway URL taken apart.
 *
 * @param prefix {@code /i/<installation>}, without a slash at the end
 * @param base what the origin has before the path that the provider gets; empty when the provider itself is the origin
 * @param rest path and query as the provider gets them; empty when the URL lacks the slash after the prefix
 */
public record Target(String installation, String prefix, String base, String rest) {
    private static final Pattern FORM = Pattern.compile("(/i/([A-Za-z0-9_-]{1,80}))([/?].*)?");

    static Optional<Target> parse(String uri) {
        Matcher matcher = FORM.matcher(uri);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String rest = matcher.group(3) == null ? "" : matcher.group(3);
        return Optional.of(new Target(matcher.group(2), matcher.group(1), "", rest));
    }

    boolean lacksSlash() {
        return !rest.startsWith("/");
    }

    /** What the origin is asked for. */
    String uri() {
        return base + rest;
    }

    /** A redirect that names the origin's path leads back to the gateway's. */
    String relocated(String location) {
        int at = base.isEmpty() ? -1 : location.indexOf(base + "/");
        return at < 0 ? location : prefix + location.substring(at + base.length());
    }
}
