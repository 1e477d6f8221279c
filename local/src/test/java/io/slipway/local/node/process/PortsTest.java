package io.slipway.local.node.process;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PortsTest {
    private static final int MANY = 100;

    @Test
    void neverGivesAReservedPortOrOneTwice() throws Exception {
        Set<Integer> even = IntStream.range(Ports.FIRST / 2, 16_000)
                .mapToObj(half -> 2 * half)
                .collect(Collectors.toSet());
        Ports ports = new Ports(even);
        Set<Integer> given = new HashSet<>();
        for (int i = 0; i < MANY; i++) {
            given.add(ports.take());
        }
        assertThat(given).hasSize(MANY).doesNotContainAnyElementsOf(even);
    }
}
