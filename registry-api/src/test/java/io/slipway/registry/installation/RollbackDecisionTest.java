package io.slipway.registry.installation;

import java.util.List;
import java.util.stream.Stream;

import io.slipway.contracts.InstallationIntent.PinCause;
import io.slipway.contracts.InstallationIntent.ResourceTier;
import io.slipway.contracts.InstallationOutcome;
import io.slipway.contracts.InstallationOutcome.Phase;
import io.slipway.contracts.InstallationOutcome.Revision;
import io.slipway.registry.installation.RollbackDecision.GoDown;
import io.slipway.registry.installation.RollbackDecision.HoldHere;
import io.slipway.registry.installation.RollbackDecision.Input;
import io.slipway.registry.installation.RollbackDecision.Nothing;
import io.slipway.registry.installation.RollbackDecision.Restore;
import io.slipway.registry.installation.RollbackDecision.Unchanged;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class RollbackDecisionTest {
    private static final Revision FIRST = Outcomes.revision(1, "1.0.0");
    private static final Revision SECOND = Outcomes.revision(2, "1.1.0");
    private static final Revision OTHER_CONFIG = Outcomes.revision(3, "1.1.0", 2);
    private static final Revision BACK = Outcomes.revision(3, "1.0.0");

    static Stream<Arguments> toLastGood() {
        Standing second = settled("1.1.0", SECOND);
        return Stream.of(
                arguments("back to what was before", free(second, 1, FIRST, SECOND), new Restore(FIRST)),
                arguments(
                        "a config that was good comes back, too",
                        free(settled("1.1.0", OTHER_CONFIG), 2, FIRST, SECOND, OTHER_CONFIG),
                        new Restore(SECOND)),
                arguments(
                        "asked for more, but not begun", free(asked("1.2.0", SECOND), 1, SECOND), new Restore(SECOND)),
                arguments(
                        "a rollout runs",
                        free(moving(SECOND, Outcomes.revision(3, "1.2.0")), 1, FIRST, SECOND),
                        new Restore(SECOND)),
                arguments(
                        "a config that was refused goes back to the one that serves",
                        free(second, 2, FIRST, SECOND),
                        new Restore(SECOND)),
                arguments(
                        "a rollback repeated is no further one",
                        held(asked("1.0.0", SECOND), "1.0.0", PinCause.rollback, FIRST, SECOND),
                        new Unchanged()),
                arguments(
                        "nor when it has come to its end",
                        held(settled("1.0.0", BACK), "1.0.0", PinCause.rollback, FIRST, SECOND, BACK),
                        new Unchanged()),
                arguments(
                        "a hold for another reason is no rollback",
                        held(second, "1.1.0", PinCause.upgrade, FIRST, SECOND),
                        new Restore(FIRST)),
                arguments(
                        "after a rollback that was released there is nothing before",
                        free(settled("1.0.0", BACK), 1, FIRST, SECOND, BACK),
                        new Nothing("Nothing has served before 1.0.0.")),
                arguments(
                        "the first one has none before it",
                        free(settled("1.0.0", FIRST), 1, FIRST),
                        new Nothing("Nothing has served before 1.0.0.")),
                arguments(
                        "nothing has served",
                        free(new Standing("1.0.0", 1, null), 1),
                        new Nothing("Nothing has served yet.")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void toLastGood(String reason, Input input, RollbackDecision expected) {
        assertThat(RollbackDecision.toLastGood(input)).as(reason).isEqualTo(expected);
    }

    static Stream<Arguments> toVersion() {
        Standing second = settled("1.1.0", SECOND);
        return Stream.of(
                arguments("one that served", free(second, 1, FIRST, SECOND), "1.0.0", new Restore(FIRST)),
                arguments("the last of it", free(second, 1, FIRST, SECOND, BACK), "1.0.0", new Restore(BACK)),
                arguments("a lower one that never served", free(second, 1, SECOND), "0.9.0", new GoDown("0.9.0")),
                arguments("it is there and gets held", free(second, 1, SECOND), "1.1.0", new HoldHere("1.1.0")),
                arguments(
                        "it is held there",
                        held(second, "1.1.0", PinCause.upgrade, FIRST, SECOND),
                        "1.1.0",
                        new Unchanged()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void toVersion(String reason, Input input, String version, RollbackDecision expected) {
        assertThat(RollbackDecision.toVersion(input, version)).as(reason).isEqualTo(expected);
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(strings = {"1.2.0", "2.0.0-rc.1"})
    void aHigherVersionThatNeverServedIsNoWayBack(String version) {
        assertThat(RollbackDecision.toVersion(free(settled("1.1.0", SECOND), 1, SECOND), version))
                .isInstanceOf(Nothing.class);
    }

    private static Input free(Standing standing, int configRevision, Revision... served) {
        return new Input(standing, configRevision, ResourceTier.standard, List.of(served), null, null);
    }

    private static Input held(Standing standing, String pin, PinCause cause, Revision... served) {
        return new Input(standing, 1, ResourceTier.standard, List.of(served), pin, cause);
    }

    private static Standing settled(String version, Revision serving) {
        return new Standing(version, 1, Outcomes.available("ins_1", 5, 1, serving));
    }

    /** A request that deployer has not answered. */
    private static Standing asked(String version, Revision serving) {
        return new Standing(version, 2, Outcomes.available("ins_1", 5, 1, serving));
    }

    private static Standing moving(Revision serving, Revision target) {
        InstallationOutcome outcome = Outcomes.outcome("ins_1", 5, 1, Phase.progressing, target, serving, null);
        return new Standing(target.version(), 1, outcome);
    }
}
