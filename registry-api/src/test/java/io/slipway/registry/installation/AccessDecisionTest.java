package io.slipway.registry.installation;

import io.slipway.contracts.InstallationIntent.PinCause;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class AccessDecisionTest {

    @ParameterizedTest(name = "open {0}, pinned by {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "true  |           | NOTHING | nothing has ended",
                "true  | access    | RELEASE | what the end of access had held goes on",
                "true  | rollback  | NOTHING | held by hand",
                "true  | upgrade   | NOTHING | held by hand",
                "false |           | HOLD    | no new versions from here on",
                "false | access    | NOTHING | held already",
                "false | rollback  | NOTHING | held already, and still so when access returns",
                "false | downgrade | NOTHING | held already, and still so when access returns",
            })
    void whatBecomesOfAnInstallation(boolean open, PinCause cause, AccessDecision expected, String reason) {
        assertThat(AccessDecision.of(open, cause)).as(reason).isEqualTo(expected);
    }
}
