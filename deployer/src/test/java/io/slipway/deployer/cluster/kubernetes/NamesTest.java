package io.slipway.deployer.cluster.kubernetes;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;

import io.slipway.contracts.EntityId;
import io.slipway.contracts.InstallationIntent.ResourceTier;
import io.slipway.contracts.VersionState.Strategy;
import io.slipway.deployer.cluster.Placement;
import io.slipway.deployer.cluster.RevisionSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NamesTest {
    private static final String ID = "ins_0000000000000000000010";

    @ParameterizedTest
    @CsvSource({"'',''", "f,my", "fo,mzxq", "foo,mzxw6", "foob,mzxw6yq", "fooba,mzxw6ytb", "foobar,mzxw6ytboi"})
    void base32IsTheStandards(String text, String encoded) {
        assertThat(Base32.of(text.getBytes(StandardCharsets.UTF_8)))
                .as("RFC 4648, section 10")
                .isEqualTo(encoded);
    }

    @Test
    void anInstallationIsNamedByTheBytesOfItsId() {
        assertThat(Names.installation(ID)).isEqualTo("ins-aaaaaaaaaaaaaaaaaaaaaaaahy");
        assertThat(Names.revision(ID, 3)).isEqualTo("ins-aaaaaaaaaaaaaaaaaaaaaaaahy-r3");
        assertThat(Names.secret(ID, Integer.MAX_VALUE, "abcdefghij")).hasSizeLessThanOrEqualTo(63);
    }

    @Test
    void idsThatDifferInCapitalsOnlyHaveNamesOfTheirOwn() {
        assertThat(Names.installation("ins_000000000000000000000a"))
                .isNotEqualTo(Names.installation("ins_000000000000000000000A"));
    }

    @Test
    void everyIdThatIsMadeHasAName() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(Names.installation(EntityId.create("ins_", Clock.systemUTC())))
                    .matches("ins-[a-z2-7]{26}");
        }
        assertThat(Names.installation("ins_" + largest())).isEqualTo("ins-" + "7".repeat(25) + "4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ins_",
                "prv_0000000000000000000010",
                "ins_000000000000000000001",
                "ins_00000000000000000000100",
                "ins_000000000000000000001-",
                "ins_../../../../../../../x",
                "ins_zzzzzzzzzzzzzzzzzzzzzz"
            })
    void whatIsNoIdHasNoName(String id) {
        assertThatThrownBy(() -> Names.installation(id)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "acme,production,slipway-acme-production-",
        "a-very-long-name-of-an-organization,staging,slipway-a-very-long-name-of-staging-",
        "acme,an-environment-of-theirs,slipway-acme-an-environme-",
        "ACME,Prod/../kube-system,slipway-acme-prod-kube-sy-",
        "-,--,slipway-x-x-",
        "日本,\u0000,slipway-x-x-"
    })
    void aNamespaceIsReadableAndValid(String organization, String environment, String beginning) {
        assertThat(Names.namespace("slipway", organization, environment))
                .startsWith(beginning)
                .matches("[a-z][-a-z0-9]{0,61}[a-z0-9]")
                .hasSize(beginning.length() + 10);
    }

    @Test
    void noTwoTenantsMeetInANamespace() {
        assertThat(Names.namespace("slipway", "a-b", "c")).isNotEqualTo(Names.namespace("slipway", "a", "b-c"));
        assertThat(Names.namespace("slipway", "acme", "prod")).isNotEqualTo(Names.namespace("slipway", "acme", "Prod"));
        assertThat(Names.namespace("p".repeat(30), "o".repeat(39), "e".repeat(63)))
                .hasSizeLessThanOrEqualTo(63);
    }

    @ParameterizedTest
    @CsvSource({
        "1.0.0,1.0.0",
        "1.0.0-rc.1+build.5,1.0.0-rc.1_build.5",
        "'a b/c:d',a_b_c_d",
        "...x...,x",
        "'/',''",
        "'',''",
        "日本x,x"
    })
    void aLabelTakesAnyText(String text, String value) {
        assertThat(Labels.value(text)).isEqualTo(value);
    }

    @Test
    void aLabelIsCutWhereItMayEnd() {
        assertThat(Labels.value("x".repeat(62) + ".-y")).isEqualTo("x".repeat(62));
        assertThat(Labels.value("y".repeat(200))).isEqualTo("y".repeat(63));
    }

    @Test
    void selectorsHoldIdsOnly() {
        Placement placement = new Placement(ID, "globex", "production", "acme/hello");
        RevisionSpec revision = new RevisionSpec(
                3, "1.0.0+b", "i", 1, ResourceTier.free, Strategy.switch_, 8080, false, "/healthz", Map.of());

        assertThat(Labels.selector(ID, 3)).isEqualTo(Map.of("slipway.io/installation", ID, "slipway.io/revision", "3"));
        assertThat(Labels.selector(ID, null)).containsEntry("slipway.io/revision", "none");
        assertThat(Labels.revision(placement, revision))
                .containsAllEntriesOf(Labels.selector(ID, 3))
                .containsEntry("app.kubernetes.io/name", "hello")
                .containsEntry("app.kubernetes.io/version", "1.0.0_b")
                .containsEntry("app.kubernetes.io/instance", Names.installation(ID))
                .containsEntry("app.kubernetes.io/managed-by", "slipway");
        assertThat(Labels.installation(placement)).doesNotContainKey("slipway.io/revision");
    }

    private static String largest() {
        String digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        StringBuilder text = new StringBuilder();
        BigInteger rest = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);
        for (int i = 0; i < 22; i++) {
            text.append(digits.charAt(rest.mod(BigInteger.valueOf(62)).intValue()));
            rest = rest.divide(BigInteger.valueOf(62));
        }
        return text.reverse().toString();
    }
}
