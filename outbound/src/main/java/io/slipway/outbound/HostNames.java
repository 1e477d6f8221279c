package io.slipway.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Where names are looked up. */
@FunctionalInterface
public interface HostNames {
    HostNames SYSTEM = InetAddress::getAllByName;

    InetAddress[] resolve(String host) throws UnknownHostException;
}
