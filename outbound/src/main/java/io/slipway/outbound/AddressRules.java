package io.slipway.outbound;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Which addresses may be connected to: those that the special-purpose registries of IANA (RFC 6890 and later) call
 * globally reachable. An IPv6 address that stands for an IPv4 address is judged as that one.
 */
public final class AddressRules {
    private static final List<Net> IPV4 = List.of(
            new Net("0.0.0.0", 8, "unspecified or this network"),
            new Net("10.0.0.0", 8, "private"),
            new Net("100.64.0.0", 10, "carrier-grade NAT"),
            new Net("127.0.0.0", 8, "loopback"),
            new Net("169.254.0.0", 16, "link-local"),
            new Net("172.16.0.0", 12, "private"),
            new Net("192.0.0.0", 24, "protocol assignments"),
            new Net("192.0.2.0", 24, "documentation"),
            new Net("192.31.196.0", 24, "AS112"),
            new Net("192.52.193.0", 24, "automatic multicast tunneling"),
            new Net("192.88.99.0", 24, "6to4 relay"),
            new Net("192.168.0.0", 16, "private"),
            new Net("192.175.48.0", 24, "AS112"),
            new Net("198.18.0.0", 15, "benchmark"),
            new Net("198.51.100.0", 24, "documentation"),
            new Net("203.0.113.0", 24, "documentation"),
            new Net("224.0.0.0", 4, "multicast"),
            new Net("240.0.0.0", 4, "reserved or broadcast"));

    /** Of the global unicast space; what is outside of it is refused as a whole. */
    private static final List<Net> IPV6 = List.of(
            new Net("2001::", 23, "protocol assignments, Teredo"),
            new Net("2001:db8::", 32, "documentation"),
            new Net("2620:4f:8000::", 48, "AS112"),
            new Net("3fff::", 20, "documentation"));

    private static final Net GLOBAL = new Net("2000::", 3, "global unicast");
    private static final Net SIX_TO_FOUR = new Net("2002::", 16, "6to4");
    private static final Net NAT64 = new Net("64:ff9b::", 96, "NAT64");
    private static final int IPV4_LENGTH = 4;
    private static final int INTERFACE_ID = 8;

    private AddressRules() {}

    /** @return what the address is that it may not be connected to; empty for a public one */
    public static Optional<String> refusal(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == IPV4_LENGTH ? first(IPV4, bytes) : ofIpv6(bytes);
    }

    private static Optional<String> ofIpv6(byte[] bytes) {
        if (isMapped(bytes) || NAT64.contains(bytes)) {
            return first(IPV4, part(bytes, 12));
        }
        if (!GLOBAL.contains(bytes)) {
            return Optional.of("not global unicast");
        }
        if (SIX_TO_FOUR.contains(bytes)) {
            return first(IPV4, part(bytes, 2));
        }
        if (isIsatap(bytes)) {
            return first(IPV4, part(bytes, 12));
        }
        return first(IPV6, bytes);
    }

    private static Optional<String> first(List<Net> nets, byte[] bytes) {
        return nets.stream().filter(net -> net.contains(bytes)).map(Net::what).findFirst();
    }

    /** {@code ::ffff:a.b.c.d}, RFC 4291, section 2.5.5.2. */
    private static boolean isMapped(byte[] bytes) {
        for (int i = 0; i < 10; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return bytes[10] == (byte) 0xff && bytes[11] == (byte) 0xff;
    }

    /** {@code 0000:5efe} or {@code 0200:5efe} before the IPv4 address, RFC 5214, section 6.1. */
    private static boolean isIsatap(byte[] bytes) {
        return (bytes[INTERFACE_ID] & 0xfd) == 0
                && bytes[INTERFACE_ID + 1] == 0
                && bytes[INTERFACE_ID + 2] == 0x5e
                && bytes[INTERFACE_ID + 3] == (byte) 0xfe;
    }

    private static byte[] part(byte[] bytes, int from) {
        byte[] ipv4 = new byte[IPV4_LENGTH];
        System.arraycopy(bytes, from, ipv4, 0, IPV4_LENGTH);
        return ipv4;
    }

    private record Net(InetAddress first, int prefix, String what) {
        Net(String first, int prefix, String what) {
            this(InetAddress.ofLiteral(first), prefix, what);
        }

        boolean contains(byte[] bytes) {
            byte[] base = first.getAddress();
            if (bytes.length != base.length) {
                return false;
            }
            for (int bit = 0; bit < prefix; bit += Byte.SIZE) {
                int mask = prefix - bit >= Byte.SIZE ? 0xff : 0xff << (Byte.SIZE - (prefix - bit));
                if (((bytes[bit / Byte.SIZE] ^ base[bit / Byte.SIZE]) & mask & 0xff) != 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
