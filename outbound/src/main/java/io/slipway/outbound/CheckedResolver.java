package io.slipway.outbound;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

import org.apache.hc.client5.http.DnsResolver;

/** The connection goes to one of the addresses that were looked at here: no name is resolved a second time. */
final class CheckedResolver implements DnsResolver {
    /** A server with more addresses than this is tried at the first ones only. */
    private static final int MAX_ADDRESSES = 4;

    private static final int MAX_LOOKUPS = 128;

    private final UrlRules rules;
    private final HostNames names;
    private final Semaphore lookups = new Semaphore(MAX_LOOKUPS);

    CheckedResolver(UrlRules rules, HostNames names) {
        this.rules = rules;
        this.names = names;
    }

    @Override
    public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
        boolean isLiteral = isLiteral(bare(host));
        List<InetSocketAddress> checked = Stream.of(lookUp(bare(host)))
                .filter(address -> rules.isAllowed(host, port)
                        || AddressRules.refusal(address).isEmpty())
                .limit(MAX_ADDRESSES)
                .map(address -> new InetSocketAddress(address, port))
                .toList();
        if (checked.isEmpty()) {
            throw isLiteral ? new RefusedAddressException() : new UnknownHostException(host);
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

    /**
     * On a thread of its own, which is left behind by an interrupt: the system's resolver hears none, for as long as a name
     * server is silent, and would hold a thread that carries virtual ones.
     */
    private InetAddress[] lookUp(String host) throws UnknownHostException {
        FutureTask<InetAddress[]> task = new FutureTask<>(() -> {
            try {
                return names.resolve(host);
            } finally {
                lookups.release();
            }
        });
        try {
            lookups.acquire();
            Thread.ofPlatform().daemon().name("outbound-lookup").start(task);
            return task.get();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new UnknownHostException("interrupted");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof UnknownHostException unknown ? unknown : new UnknownHostException(host);
        }
    }

    private static boolean isLiteral(String host) {
        try {
            return InetAddress.ofLiteral(host).getAddress().length > 0;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** The URL says the address itself: that it is not public tells nobody anything. */
    static final class RefusedAddressException extends UnknownHostException {}
}
