package io.slipway.registry.installation;

import io.slipway.contracts.InstallationIntent.UpgradePolicy;
import io.slipway.registry.version.VersionNumbers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class UpgradeDecisionTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            # reason,                                    installed, target, explicit, failed, policy, pin,   decision
            a newer latest is rolled out,                1.0.0, 1.1.0, false, false, manual, ,      ROLL_OUT
            the latest is there,                         1.1.0, 1.1.0, false, false, manual, ,      UNCHANGED
            the latest failed here and is tried again,   1.1.0, 1.1.0, false, true,  manual, ,      ROLL_OUT
            a pre-release is above the latest,           2.0.0-rc.1, 1.9.0, false, false, auto, ,   UNCHANGED
            the latest releases the hold on it,          1.1.0, 1.1.0, false, false, auto,   1.1.0, RELEASE_HERE
            a newer latest releases a hold,              1.0.0, 1.1.0, false, false, auto,   1.0.0, ROLL_OUT
            a lower latest releases a hold only,         1.2.0, 1.1.0, false, false, auto,   1.2.0, RELEASE_HERE
            a named one is rolled out,                   1.0.0, 1.1.0, true,  false, manual, ,      ROLL_OUT
            a named one is there,                        1.1.0, 1.1.0, true,  false, manual, ,      UNCHANGED
            a named one failed and is tried again,       1.1.0, 1.2.0, true,  true,  manual, ,      ROLL_OUT
            a lower named one is no upgrade,             1.1.0, 1.0.0, true,  false, manual, ,      USE_DOWNGRADE
            a lower one is none under a hold either,     1.1.0, 1.0.0, true,  false, auto,   1.1.0, USE_DOWNGRADE
            automatic ones stay at what was named,       1.1.0, 1.1.0, true,  false, auto,   ,      HOLD_HERE
            it is held already,                          1.1.0, 1.1.0, true,  false, auto,   1.1.0, UNCHANGED
            the hold follows what was named,             1.1.0, 1.1.0, true,  false, manual, 1.0.0, HOLD_HERE
            a calendar version is compared by time,      2024.01.01-000000, 2024.01.02-000000, false, false, auto, , ROLL_OUT
            """)
    void table(
            String reason,
            String installed,
            String target,
            boolean explicit,
            boolean failed,
            UpgradePolicy policy,
            String pin,
            UpgradeDecision decision) {
        UpgradeDecision.Input input = new UpgradeDecision.Input(
                VersionNumbers.stored(installed), VersionNumbers.stored(target), explicit, failed, policy, pin);

        assertThat(UpgradeDecision.of(input)).as(reason).isEqualTo(decision);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            a lower one is rolled out,        1.1.0, 1.0.0, ,      ROLL_OUT
            it is there and gets held,        1.0.0, 1.0.0, ,      HOLD_HERE
            the hold moves to what is there,  1.0.0, 1.0.0, 1.1.0, HOLD_HERE
            it is there and held,             1.0.0, 1.0.0, 1.0.0, UNCHANGED
            a higher one is no downgrade,     1.0.0, 1.1.0, ,      USE_UPGRADE
            a pre-release is lower,           1.0.0, 1.0.0-rc.1, , ROLL_OUT
            """)
    void down(String reason, String installed, String target, String pin, DowngradeDecision decision) {
        assertThat(DowngradeDecision.of(VersionNumbers.stored(installed), VersionNumbers.stored(target), pin))
                .as(reason)
                .isEqualTo(decision);
    }
}
