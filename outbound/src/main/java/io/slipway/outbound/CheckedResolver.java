package io.slipway.outbound;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

import org.apache.hc.client5.http.DnsResolver;

/** The connection goes to one of the addresses that were looked at here: no name is resolved a second time. */
final class CheckedResolver implements DnsResolver {
    /** A server with more addresses than this is tried at the first ones only. */
    private static final int MAX_ADDRESSES = 4;

    private final UrlRules rules;
    private final HostNames names;

    CheckedResolver(UrlRules rules, HostNames names) {
        this.rules = rules;
        this.names = names;
    }

    @Override
    public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
        List<InetSocketAddress> checked = Stream.of(names.resolve(bare(host)))
                .filter(address -> rules.isAllowed(host, port)
                        || AddressRules.refusal(address).isEmpty())
                .limit(MAX_ADDRESSES)
                .map(address -> new InetSocketAddress(address, port))
                .toList();
        if (checked.isEmpty()) {
            throw new RefusedHostException();
        }
        return checked;
    }

    /** Never asked without a port. */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        throw new UnknownHostException("no port");
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    static final class RefusedHostException extends UnknownHostException {}
}
