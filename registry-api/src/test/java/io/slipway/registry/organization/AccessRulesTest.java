package io.slipway.registry.organization;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class AccessRulesTest {

    @ParameterizedTest(name = "{3}")
    @CsvSource({
        "read publish install admin, owner, read publish install admin, an owner may all",
        "read publish install admin, publisher, read publish, a publisher does not install",
        "read publish install admin, operator, read install, an operator does not publish",
        "read publish install admin, viewer, read, a viewer reads",
        "publish, viewer, '', a token gives no more than its user's role",
        "read, owner, read, a role gives no more than the token",
        "publish admin, , publish admin, a token that is nobody's counts alone",
    })
    void aTokenIsWorthWhatItAndItsRoleBothAllow(String token, String role, String rights, String reason) {
        assertThat(AccessRules.rights(
                        scopes(token), role == null ? null : Role.of(role).orElseThrow()))
                .isEqualTo(scopes(rights));
    }

    @ParameterizedTest(name = "{3}")
    @CsvSource({
        ", acme/hello, true, no restriction",
        "acme/hello, acme/hello, true, its own",
        "acme/hello, acme/hello2, false, another name",
        "acme/hello, globex/hello, false, another organization",
        "acme/hello, ACME/hello, false, another spelling is another name",
    })
    void aRestrictedTokenTouchesOneProvider(String restriction, String provider, boolean touches, String reason) {
        assertThat(AccessRules.touches(restriction, provider)).isEqualTo(touches);
    }

    private static Set<Scope> scopes(String words) {
        return Stream.of(words.split(" "))
                .flatMap(word -> Scope.of(word).stream())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)));
    }
}
