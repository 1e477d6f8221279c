package io.slipway.outbound;

import java.net.InetAddress;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class AddressRulesTest {
    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            8.8.8.8                     | may     | a public server
            172.15.255.255              | may     | one before the private net
            172.32.0.0                  | may     | one after the private net
            100.63.255.255              | may     | one before carrier-grade NAT
            100.128.0.0                 | may     | one after it
            223.255.255.255             | may     | the last unicast address
            0.0.0.0                     | may not | unspecified: the kernel connects to itself
            0.1.2.3                     | may not | this network
            10.0.0.1                    | may not | private
            100.64.0.1                  | may not | carrier-grade NAT
            100.127.255.255             | may not | carrier-grade NAT
            127.0.0.1                   | may not | loopback
            127.255.255.254             | may not | loopback is a whole net
            169.254.169.254             | may not | the metadata of clouds
            172.16.0.1                  | may not | private
            172.31.255.255              | may not | private
            192.0.0.170                 | may not | protocol assignments
            192.0.2.1                   | may not | documentation
            192.88.99.1                 | may not | relay of 6to4
            192.168.1.1                 | may not | private
            198.18.0.1                  | may not | benchmark
            198.19.255.255              | may not | benchmark
            198.51.100.1                | may not | documentation
            203.0.113.1                 | may not | documentation
            224.0.0.1                   | may not | multicast
            240.0.0.1                   | may not | reserved
            255.255.255.255             | may not | broadcast
            2606:4700::1111             | may     | a public server
            ::                          | may not | unspecified
            ::1                         | may not | loopback
            fe80::1                     | may not | link-local
            fec0::1                     | may not | site-local
            fc00::1                     | may not | unique local
            fd12:3456:789a::1           | may not | unique local
            ff02::1                     | may not | multicast
            100::1                      | may not | discard only
            2001::1                     | may not | Teredo
            2001:2::1                   | may not | benchmark
            2001:db8::1                 | may not | documentation
            3fff::1                     | may not | documentation
            5f00::1                     | may not | segment routing
            ::ffff:8.8.8.8              | may     | mapped, public
            ::ffff:127.0.0.1            | may not | mapped loopback
            ::ffff:169.254.169.254      | may not | mapped metadata
            ::127.0.0.1                 | may not | compatible form of loopback
            ::8.8.8.8                   | may not | the compatible form is not in use
            64:ff9b::8.8.8.8            | may     | NAT64, public
            64:ff9b::10.0.0.1           | may not | NAT64 to a private net
            64:ff9b:1::8.8.8.8          | may not | NAT64 of the local network
            2002:808:808::1             | may     | 6to4, public
            2002:7f00:1::1              | may not | 6to4 to loopback
            2002:c0a8:101::1            | may not | 6to4 to a private net
            2606:4700::5efe:a00:1       | may not | ISATAP to a private net
            2606:4700::200:5efe:7f00:1  | may not | ISATAP to loopback
            """)
    void judges(String address, String verdict, String reason) {
        InetAddress literal = InetAddress.ofLiteral(address);
        assertThat(AddressRules.refusal(literal).isEmpty()).as(reason).isEqualTo(verdict.equals("may"));
    }
}
