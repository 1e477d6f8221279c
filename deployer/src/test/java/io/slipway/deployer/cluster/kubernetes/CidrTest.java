package io.slipway.deployer.cluster.kubernetes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CidrTest {
    @ParameterizedTest
    @CsvSource({
        "0.0.0.0/0,169.254.0.0/16,true",
        "10.0.0.0/8,10.20.0.0/16,true",
        "10.0.0.0/8,11.0.0.0/16,false",
        "10.0.0.0/8,10.0.0.0/8,false",
        "10.0.0.0/16,10.0.0.0/8,false",
        "::/0,fe80::/10,true",
        "0.0.0.0/0,fe80::/10,false",
        "::/0,169.254.0.0/16,false",
        "255.0.0.0/8,255.255.255.255/32,true"
    })
    void aBlockHoldsItsSmallerParts(String block, String other, boolean holds) {
        assertThat(Cidr.parse(block).holds(Cidr.parse(other))).isEqualTo(holds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0.0", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0/x", "localhost/8", "::/129"})
    void whatIsNoBlockIsRefused(String text) {
        assertThatThrownBy(() -> Cidr.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aHostIsNotLookedUp() {
        assertThatThrownBy(() -> Cidr.parse("example.org/24")).isInstanceOf(IllegalArgumentException.class);
    }
}
