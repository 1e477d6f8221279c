package io.slipway.registry.conventions;

import java.util.Arrays;
import java.util.HexFormat;

import io.netty.util.NetUtil;

/** Whom an address stands for: one who has an IPv6 network has 2^64 addresses. */
final class NetworkAddress {
    private static final int IPV6 = 16;
    private static final int NETWORK = 8;

    private NetworkAddress() {}

    /** @param address as text; anything else stands for itself */
    static String ownerOf(String address) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
        return bytes == null || bytes.length != IPV6
                ? address
                : HexFormat.of().formatHex(Arrays.copyOf(bytes, NETWORK)) + "/64";
    }
}
