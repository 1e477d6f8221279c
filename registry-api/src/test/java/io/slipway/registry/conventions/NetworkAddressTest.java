package io.slipway.registry.conventions;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class NetworkAddressTest {

    @ParameterizedTest(name = "{2}")
    @CsvSource({
        "192.0.2.7, 192.0.2.7, IPv4 stands for itself",
        "2001:db8:1:2:3:4:5:6, 20010db800010002/64, IPv6 for its network",
        "2001:db8:1:2::9, 20010db800010002/64, another of the same network",
        "2001:db8:1:3::9, 20010db800010003/64, another network",
        "unix, unix, anything else"
    })
    void anAddressStandsForItsOwner(String address, String owner, String reason) {
        assertThat(NetworkAddress.ownerOf(address)).isEqualTo(owner);
    }
}
