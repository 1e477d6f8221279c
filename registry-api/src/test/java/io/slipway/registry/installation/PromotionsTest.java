package io.slipway.registry.installation;

import java.util.Map;

import io.slipway.contracts.InstallationIntent.UpgradePolicy;
import io.slipway.contracts.InstallationOutcome.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class PromotionsTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            # reason,                                      phase,       target, serving, observed, requested, generation, version
            what serves and is wanted,                     available,   1.0.0,  1.0.0,   3,        1,         3,          1.0.0
            what was good after a rollback,                rolled_back, 1.0.0,  1.0.0,   3,        3,         3,          1.0.0
            another one is on its way,                     progressing, 1.1.0,  1.0.0,   3,        3,         3,
            the same is on its way with another config,    progressing, 1.0.0,  1.0.0,   3,        3,         3,
            an upgrade was not heard of,                   available,   1.0.0,  1.0.0,   2,        3,         3,
            a change of the config was not heard of,       available,   1.0.0,  1.0.0,   2,        1,         3,
            nothing serves,                                failed,      1.0.0,  ,        3,        3,         3,
            it is going,                                   removing,    1.0.0,  1.0.0,   3,        3,         3,
            """)
    void whatIsSettled(
            String reason,
            Phase phase,
            String target,
            String serving,
            long observed,
            long requested,
            long generation,
            String version) {
        Standing standing = new Standing(
                target,
                requested,
                Outcomes.outcome(
                        "ins_1",
                        1,
                        observed,
                        phase,
                        Outcomes.revision(2, target),
                        serving == null ? null : Outcomes.revision(target.equals(serving) ? 2 : 1, serving),
                        null));

        assertThat(Promotions.settledVersion(standing, generation)).as(reason).isEqualTo(version);
    }

    @Test
    void nothingWasEverHeardOf() {
        assertThat(Promotions.settledVersion(new Standing("1.0.0", 1, null), 1)).isNull();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            # reason,                                   version, there, policy, pin,   decision
            nothing is there,                           1.1.0,   ,      manual, ,      INSTALL
            a lower one is there,                       1.1.0,   1.0.0, manual, ,      UPGRADE
            a higher one is there,                      1.1.0,   1.2.0, manual, ,      DOWNGRADE
            a higher one is held there,                 1.1.0,   1.2.0, auto,   1.2.0, DOWNGRADE
            it is there,                                1.1.0,   1.1.0, manual, ,      UNCHANGED
            a policy might leave it,                    1.1.0,   1.1.0, auto,   ,      HOLD_HERE
            it is held there,                           1.1.0,   1.1.0, auto,   1.1.0, UNCHANGED
            """)
    void whatItComesTo(
            String reason,
            String version,
            String there,
            UpgradePolicy policy,
            String pin,
            Promotions.Decision decision) {
        Standing standing = there == null ? null : new Standing(there, 1, null);

        assertThat(Promotions.decide(version, new Promotions.There(standing, policy, pin)))
                .as(reason)
                .isEqualTo(decision);
    }

    @Test
    void noSecretGoesAlong() {
        assertThat(Promotions.withoutSecrets(Map.of("A", "plain", "B", Map.of("secret", "s"), "C", 3)))
                .isEqualTo(Map.of("A", "plain", "C", 3));
    }
}
