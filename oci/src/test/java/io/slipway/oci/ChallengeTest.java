package io.slipway.oci;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ChallengeTest {
    @Test
    void readsWhatRegistriesSay() {
        assertThat(Challenge.of(List.of("Bearer realm=\"https://auth.docker.io/token\",service=\"registry.docker.io\","
                        + "scope=\"repository:a/b:pull,push\",error=\"insufficient_scope\"")))
                .get()
                .isEqualTo(new Challenge(
                        Challenge.Kind.BEARER,
                        Map.of(
                                "realm", "https://auth.docker.io/token",
                                "service", "registry.docker.io",
                                "scope", "repository:a/b:pull,push",
                                "error", "insufficient_scope")));
        assertThat(Challenge.of(List.of("basic Realm=x")))
                .get()
                .isEqualTo(new Challenge(Challenge.Kind.BASIC, Map.of("realm", "x")));
        assertThat(Challenge.of(List.of("Negotiate", "Basic realm=\"a\\\"b\"")))
                .get()
                .isEqualTo(new Challenge(Challenge.Kind.BASIC, Map.of("realm", "a\"b")));
        assertThat(Challenge.of(List.of("Basic", "Bearer realm=\"x\""))
                        .orElseThrow()
                        .kind())
                .as("a token is worth less to a thief")
                .isEqualTo(Challenge.Kind.BEARER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Negotiate", "Bearerrealm=x", ",,,,", "Digest realm=\"x\""})
    void knowsNoOthers(String header) {
        assertThat(Challenge.of(List.of(header))).isEmpty();
    }

    @Test
    void aHostileHeaderEndsSoon() {
        assertThat(Challenge.of(List.of("Bearer " + "a=\"\\\\".repeat(1_500)))).isPresent();
        assertThat(Challenge.of(List.of("Bearer " + " ,".repeat(4_000)))).isPresent();
        assertThat(Challenge.of(List.of("Bearer " + "a=b,".repeat(4_000))))
                .as("8 KiB and more are not read")
                .isEmpty();
    }
}
