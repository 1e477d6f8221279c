package io.slipway.deployer.cluster.kubernetes;

import java.math.BigInteger;
import java.net.InetAddress;

/** A block of addresses (RFC 4632; RFC 4291, section 2.3): {@code 10.0.0.0/8}. */
record Cidr(BigInteger address, int bits, int length) {

    /** @throws IllegalArgumentException when it is none; names of hosts are none */
    static Cidr parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("not a block of addresses: " + text);
        }
        byte[] address = InetAddress.ofLiteral(text.substring(0, slash)).getAddress();
        int length = Integer.parseInt(text.substring(slash + 1));
        if (length < 0 || length > address.length * 8) {
            throw new IllegalArgumentException("not a block of addresses: " + text);
        }
        return new Cidr(new BigInteger(1, address), address.length * 8, length);
    }

    /** Whether the other one is a smaller part of this one. */
    boolean holds(Cidr other) {
        return bits == other.bits
                && length < other.length
                && address.shiftRight(bits - length).equals(other.address.shiftRight(bits - length));
    }
}
