package io.slipway.registry.provider;

import java.net.InetAddress;
import java.util.Set;

import io.slipway.outbound.AddressRules;
import io.slipway.outbound.OutboundException;
import io.slipway.outbound.UrlRules;
import org.jspecify.annotations.Nullable;

/**
 * Where a provider's icon is. It is kept and shown, never fetched; but browsers of other organizations fetch it, from where they
 * are: so it names no address inside of a network, and holds no credentials.
 */
final class IconUrl {
    private static final UrlRules RULES = new UrlRules(Set.of());

    private IconUrl() {}

    /** Returns what is wrong with it; null when it may be shown. */
    static @Nullable String fault(String text) {
        try {
            String host = RULES.parse(text).getHost();
            if (host.equals("localhost") || host.endsWith(".localhost") || isInside(host)) {
                return "must have a public host";
            }
            return null;
        } catch (OutboundException e) {
            return "must be an https URL without credentials";
        }
    }

    /** Of a name nothing is known: only whoever looks it up knows where it leads. */
    private static boolean isInside(String host) {
        String address = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        try {
            return AddressRules.refusal(InetAddress.ofLiteral(address)).isPresent();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
