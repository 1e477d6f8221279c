package io.slipway.registry.support;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.security.Security;
import java.util.stream.Stream;

/**
 * Names below {@code rebind.test} have the addresses that a test says, another one each time; all others are looked up as ever.
 * The JDK loads it into another class loader than a test, so that they meet at system properties.
 */
public final class TestNames extends InetAddressResolverProvider {
    private static final String SUFFIX = ".rebind.test";
    private static final String TIMES = "times.";

    /** @param addresses of the first lookup, the second and so on; the last one's of all further */
    public static String called(String name, String... addresses) {
        System.setProperty(name + SUFFIX, String.join(",", addresses));
        System.setProperty(TIMES + name + SUFFIX, "0");
        return name + SUFFIX;
    }

    /** How often it was looked up. */
    public static int lookups(String host) {
        return Integer.getInteger(TIMES + host);
    }

    @Override
    public String name() {
        return "names of tests";
    }

    @Override
    public InetAddressResolver get(Configuration configuration) {
        // Else the JDK would remember the first answer.
        Security.setProperty("networkaddress.cache.ttl", "0");
        Security.setProperty("networkaddress.cache.negative.ttl", "0");
        InetAddressResolver system = configuration.builtinResolver();
        return new InetAddressResolver() {
            @Override
            public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
                return host.endsWith(SUFFIX) ? next(host) : system.lookupByName(host, policy);
            }

            @Override
            public String lookupByAddress(byte[] address) throws UnknownHostException {
                return system.lookupByAddress(address);
            }
        };
    }

    private static synchronized Stream<InetAddress> next(String host) throws UnknownHostException {
        String addresses = System.getProperty(host);
        if (addresses == null) {
            throw new UnknownHostException(host);
        }
        int times = lookups(host);
        System.setProperty(TIMES + host, "" + (times + 1));
        String[] all = addresses.split(",");
        return Stream.of(InetAddress.ofLiteral(all[Math.min(times, all.length - 1)]));
    }
}
