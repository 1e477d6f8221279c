package io.slipway.outbound;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/** What is asked after a redirect: RFC 9110, section 15.4. */
final class Redirects {
    private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);

    /** Of the request's headers, what another server may see: none of them says who asks. */
    private static final Set<String> HARMLESS = Set.of("accept", "content-type", "range", "user-agent");

    private Redirects() {}

    static boolean isOne(int status) {
        return STATUSES.contains(status);
    }

    static OutboundRequest next(OutboundRequest request, int status, @Nullable String location, UrlRules rules)
            throws OutboundException {
        URI target = rules.check(resolve(request.url(), location));
        boolean same = target.getScheme().equals(request.url().getScheme())
                && target.getAuthority().equals(request.url().getAuthority());
        boolean asGet = status == 303
                || (status != 307 && status != 308 && request.method().equals("POST"));
        return new OutboundRequest(
                asGet && !request.method().equals("HEAD") ? "GET" : request.method(),
                target,
                same ? request.headers() : harmless(request.headers()),
                asGet ? null : request.body());
    }

    private static URI resolve(URI from, @Nullable String location) throws OutboundException {
        if (location == null) {
            throw new OutboundException(OutboundException.Reason.BAD_ANSWER, "A redirect names no location.");
        }
        try {
            return from.resolve(location);
        } catch (IllegalArgumentException e) {
            throw new OutboundException(OutboundException.Reason.BAD_ANSWER, "A redirect's location is no URL.", e);
        }
    }

    private static Map<String, String> harmless(Map<String, String> headers) {
        Map<String, String> kept = new TreeMap<>();
        headers.forEach((name, value) -> {
            if (HARMLESS.contains(name.toLowerCase(Locale.ROOT))) {
                kept.put(name, value);
            }
        });
        return kept;
    }
}
