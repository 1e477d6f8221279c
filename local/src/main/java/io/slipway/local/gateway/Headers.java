package io.slipway.local.gateway;

import java.util.Set;
import java.util.TreeSet;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;

/** What a proxy must not pass on (RFC 9110, section 7.6.1) and what it adds. */
final class Headers {
    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "expect",
            "host");

    private Headers() {}

    static void copy(MultiMap from, MultiMap to) {
        Set<String> left = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        left.addAll(HOP_BY_HOP);
        from.getAll("connection")
                .forEach(value -> left.addAll(Set.of(value.trim().split("\\s*,\\s*"))));
        from.forEach(header -> {
            if (!left.contains(header.getKey())) {
                to.add(header.getKey(), header.getValue());
            }
        });
    }

    static void forwarded(HttpServerRequest request, Target target, MultiMap to) {
        String client = request.remoteAddress().hostAddress();
        String before = request.getHeader("X-Forwarded-For");
        to.set("X-Forwarded-For", before == null ? client : before + ", " + client);
        to.set("X-Forwarded-Prefix", target.prefix());
        if (!to.contains("X-Forwarded-Host") && request.authority() != null) {
            to.set("X-Forwarded-Host", request.authority().toString());
        }
        if (!to.contains("X-Forwarded-Proto")) {
            to.set("X-Forwarded-Proto", request.scheme());
        }
    }

    static void upgrade(MultiMap from, MultiMap to) {
        to.set("Connection", "Upgrade");
        to.set("Upgrade", from.get("Upgrade"));
    }
}
