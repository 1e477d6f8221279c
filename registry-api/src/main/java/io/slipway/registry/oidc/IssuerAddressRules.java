package io.slipway.registry.oidc;

import java.net.URI;
import java.util.Set;

/** Which addresses are asked: https ones, and http ones on hosts that the operator names. */
final class IssuerAddressRules {
    private IssuerAddressRules() {}

    /** @throws IllegalArgumentException for an address that is never asked */
    static URI checked(String address, Set<String> plainHttpHosts) {
        URI uri = URI.create(address);
        boolean https = "https".equals(uri.getScheme());
        boolean plain = "http".equals(uri.getScheme()) && plainHttpHosts.contains(uri.getHost());
        if (uri.getHost() == null || uri.getUserInfo() != null || !(https || plain)) {
            throw new IllegalArgumentException(
                    address + " is not asked: https, or a host of slipway.oidc.plain-http-hosts, is needed");
        }
        return uri;
    }

    /**
     * Keys come from where the issuer is: its description cannot send the registry elsewhere.
     *
     * @throws IllegalArgumentException when they are said to be somewhere else
     */
    static URI keysOf(URI issuer, String address, Set<String> plainHttpHosts) {
        URI keys = checked(address, plainHttpHosts);
        boolean same = keys.getScheme().equals(issuer.getScheme())
                && keys.getHost().equalsIgnoreCase(issuer.getHost())
                && keys.getPort() == issuer.getPort();
        if (!same) {
            throw new IllegalArgumentException("the keys of " + issuer + " are said to be at another host: " + address);
        }
        return keys;
    }
}
