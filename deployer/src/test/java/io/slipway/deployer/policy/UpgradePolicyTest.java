package io.slipway.deployer.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.slipway.contracts.InstallationIntent.Desired;
import io.slipway.contracts.InstallationIntent.PinCause;
import io.slipway.contracts.InstallationIntent.UpgradePolicy;
import io.slipway.contracts.VersionState;
import io.slipway.contracts.VersionState.Status;
import io.slipway.contracts.VersionState.Yank;
import io.slipway.contracts.VersionState.Yank.Level;
import io.slipway.deployer.Samples;
import io.slipway.deployer.Samples.Intent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class UpgradePolicyTest {
    private static final String PROVIDER = "acme/hello";

    @ParameterizedTest
    @MethodSource({"byHand", "automatic", "yanked", "rejected", "unknown", "held"})
    void chooses(Case row) {
        Choice choice = io.slipway.deployer.policy.UpgradePolicy.choose(row.input());

        assertThat(told(choice.target())).as(row.reason).isEqualTo(row.target);
        assertThat(choice.rule()).as(row.reason).isEqualTo(row.rule);
    }

    @ParameterizedTest
    @MethodSource({"byHand", "automatic", "yanked", "rejected", "unknown", "held", "moves", "unheld"})
    void choosesTheSameAmongTheCandidatesOnly(Case row) {
        PolicyInput few = Narrowed.of(row.input());

        assertThat(io.slipway.deployer.policy.UpgradePolicy.choose(few))
                .isEqualTo(io.slipway.deployer.policy.UpgradePolicy.choose(row.input()));
        assertThat(io.slipway.deployer.policy.UpgradePolicy.held(few))
                .isEqualTo(io.slipway.deployer.policy.UpgradePolicy.held(row.input()));
    }

    static Stream<Case> byHand() {
        return Stream.of(
                on("1.0.0").manual("1.0.0").knows("1.0.0", "1.1.0").gives("1.0.0", "manual", "manual stays"),
                on("1.0.0").manual("1.1.0").knows("1.0.0", "1.1.0").gives("1.1.0", "manual", "a hand asked"),
                on("1.1.0").manual("1.0.0").knows("1.0.0", "1.1.0").gives("1.0.0", "manual", "a hand may go down"),
                on("1.1.0")
                        .auto("1.1.0")
                        .pin("1.0.0")
                        .knows("1.0.0", "1.1.0", "1.2.0")
                        .gives("1.0.0", "pin", "a pin goes before auto, also downward"),
                on("1.0.0")
                        .manual("1.1.0")
                        .pin("1.0.0")
                        .knows("1.0.0", "1.1.0")
                        .gives("1.0.0", "pin", "a pin goes before what was asked for"),
                on(null).manual("1.1.0-rc.1").knows("1.1.0-rc.1").gives("1.1.0-rc.1", "manual", "a hand may take rc"),
                on("1.0.0").absent().knows("1.0.0", "1.1.0").gives("absent", "absent", "uninstalled"),
                on("1.0.0").pin("1.0.0").absent().knows("1.0.0").gives("absent", "absent", "a pin does not hold it"),
                on(null).manual("1.0.0")
                        .state("1.0.0", Status.building)
                        .gives("wait VersionBuilding", "manual", "building"),
                on(null).manual("1.0.0")
                        .state("1.0.0", Status.failed)
                        .gives("blocked VersionFailed", "manual", "its build failed"));
    }

    static Stream<Case> automatic() {
        return Stream.of(
                on("1.0.0").knows("1.0.0", "1.1.0").gives("1.1.0", "auto_latest", "the newest"),
                on("9.0.0").auto("9.0.0").knows("9.0.0", "10.0.0").gives("10.0.0", "auto_latest", "numbers, not text"),
                on("1.0.0").knows("1.0.0").gives("1.0.0", "auto_stay", "nothing newer"),
                on("1.1.0").knows("1.0.0", "1.1.0").gives("1.1.0", "auto_stay", "never downward"),
                on("1.1.0").knows("1.0.0").gives("1.1.0", "auto_stay", "never downward, own version forgotten"),
                on("1.0.0").knows("1.0.0", "1.1.0-rc.1").gives("1.0.0", "auto_stay", "no pre-release by itself"),
                on("1.0.0").state("1.1.0", Status.building).knows("1.0.0").gives("1.0.0", "auto_stay", "not built yet"),
                on("1.0.0").state("1.1.0", Status.failed).knows("1.0.0").gives("1.0.0", "auto_stay", "build failed"),
                on(null).auto("1.0.0")
                        .knows("1.0.0", "1.1.0")
                        .gives("1.1.0", "auto_latest", "a first install follows too"),
                on(null).auto("1.1.0")
                        .active("1.0.0")
                        .knows("1.1.0")
                        .gives("1.1.0", "auto_requested", "a first install is not below what was asked for"),
                on("1.0.0").active("1.1.0").knows("1.0.0", "1.2.0").gives("1.1.0", "auto_active", "active, not newest"),
                on("1.2.0").active("1.1.0").knows("1.2.0").gives("1.2.0", "auto_stay", "active never moves down"),
                on("1.0.0")
                        .active("1.1.0-rc.1")
                        .knows("1.0.0")
                        .gives("1.1.0-rc.1", "auto_active", "the provider may make a pre-release active"),
                on("1.0.0")
                        .range("1.x")
                        .knows("1.0.0", "1.4.0", "2.0.0")
                        .gives("1.4.0", "auto_latest", "highest in range"),
                on("1.0.0").range("~1.0").knows("1.0.0", "1.1.0").gives("1.0.0", "auto_stay", "nothing in the range"),
                on("1.0.0")
                        .range("1.x")
                        .active("2.0.0")
                        .knows("1.0.0")
                        .gives("1.0.0", "auto_stay", "active out of range"),
                on("2026.01.01-000000")
                        .knows("2026.01.01-000000", "2026.01.02-000000")
                        .gives("2026.01.02-000000", "auto_latest", "calendar versions"));
    }

    static Stream<Case> yanked() {
        return Stream.of(
                on("1.0.0").yank("1.1.0", Level.hide).knows("1.0.0").gives("1.0.0", "auto_stay", "hidden is not taken"),
                on("1.0.0")
                        .yank("1.1.0", Level.block)
                        .knows("1.0.0")
                        .gives("1.0.0", "auto_stay", "blocked is not taken"),
                on("1.0.0").yank("1.1.0", Level.move).knows("1.0.0").gives("1.0.0", "auto_stay", "moved is not taken"),
                on("1.1.0").yank("1.1.0", Level.hide).knows("1.0.0").gives("1.1.0", "auto_stay", "hide does not push"),
                on("1.1.0")
                        .yank("1.1.0", Level.block)
                        .knows("1.0.0")
                        .gives("1.1.0", "auto_stay", "block does not push"),
                on("1.1.0")
                        .yank("1.1.0", Level.move)
                        .knows("1.0.0", "0.9.0")
                        .gives("1.0.0", "auto_leave_yanked", "move pushes, down when it must"),
                on("1.1.0")
                        .yank("1.1.0", Level.move)
                        .knows("1.0.0", "1.2.0")
                        .gives("1.2.0", "auto_leave_yanked", "move pushes, up when it can"),
                on("1.1.0").yank("1.1.0", Level.move).gives("1.1.0", "auto_stay", "nowhere to go: better than nothing"),
                on("1.1.0")
                        .manual("1.1.0")
                        .yank("1.1.0", Level.move)
                        .knows("1.2.0")
                        .gives("1.1.0", "manual", "move concerns automatic ones only"),
                on("1.1.0")
                        .yank("1.1.0", Level.move)
                        .pin("1.1.0")
                        .knows("1.2.0")
                        .gives("1.1.0", "pin", "a pin holds against move"));
    }

    static Stream<Case> rejected() {
        return Stream.of(
                on("1.0.0").rejected("1.1.0", 1, 1).knows("1.0.0", "1.1.0").gives("1.0.0", "rejected", "not again"),
                on("1.0.0")
                        .rejected("1.1.0", 1, 1)
                        .knows("1.0.0", "1.1.0", "1.1.1")
                        .gives("1.1.1", "auto_latest", "the next good one"),
                on("1.0.0")
                        .rejected("1.2.0", 1, 1)
                        .knows("1.0.0", "1.1.0", "1.2.0")
                        .gives("1.1.0", "auto_latest", "a lower one that is still newer"),
                on("1.0.0")
                        .auto("1.1.0")
                        .rejected("1.1.0", 1, 2)
                        .requested(3)
                        .knows("1.0.0", "1.1.0")
                        .gives("1.1.0", "auto_latest", "a hand asked for it after it failed"),
                on("1.0.0")
                        .rejected("1.1.0", 1, 2)
                        .requested(3)
                        .knows("1.0.0", "1.1.0")
                        .gives("1.0.0", "rejected", "a hand asked for another one after it failed"),
                on("1.0.0")
                        .auto("1.1.0")
                        .rejected("1.1.0", 1, 3)
                        .requested(3)
                        .knows("1.0.0", "1.1.0")
                        .gives("1.0.0", "rejected", "it failed after the hand asked"),
                on("1.0.0")
                        .rejected("1.1.0", 7, 1)
                        .knows("1.0.0", "1.1.0")
                        .gives("1.1.0", "auto_latest", "it failed with another config"),
                on("1.0.0")
                        .manual("1.1.0")
                        .rejected("1.1.0", 1, 1)
                        .knows("1.0.0", "1.1.0")
                        .gives("keep", "rejected", "manual: what serves goes on"),
                on("1.0.0")
                        .pin("1.1.0")
                        .rejected("1.1.0", 1, 1)
                        .knows("1.0.0", "1.1.0", "1.2.0")
                        .gives("keep", "rejected", "a pinned one that failed"),
                on("1.0.0")
                        .active("1.1.0")
                        .rejected("1.1.0", 1, 1)
                        .knows("1.0.0", "1.2.0")
                        .gives("1.0.0", "rejected", "the newest does not stand in for the active one"),
                on(null).auto("1.0.0").rejected("1.0.0", 1, 1).knows("1.0.0").gives("keep", "rejected", "first failed"),
                on("1.0.0")
                        .rejectedMany(Rejections.MOST)
                        .knows("1.0.0", "1.9.0")
                        .gives("1.9.0", "auto_latest", "all that failed are remembered: this one never did"),
                on("1.0.0")
                        .dropped("1.9.1", 1)
                        .knows("1.0.0", "1.9.0", "1.9.1")
                        .gives("1.0.0", "rejected", "lower than one that dropped out: it may have done so, too"),
                on("1.0.0")
                        .range("1.x")
                        .rejectedMany(Rejections.MOST)
                        .dropped("1.9.0", 1)
                        .knows("1.0.0", "1.9.0")
                        .gives("1.0.0", "rejected", "in range there is only one that dropped out"),
                on("1.0.0")
                        .dropped("1.9.0", 1)
                        .rejectedMany(Rejections.MOST)
                        .knows("1.0.0", "2.1000.0")
                        .gives("2.1000.0", "auto_latest", "higher than all that failed"),
                on("1.0.0")
                        .dropped("1.9.0", 1)
                        .pin("1.9.0")
                        .knows("1.0.0", "1.9.0")
                        .gives("1.9.0", "pin", "by hand, one that dropped out"),
                on("1.0.0")
                        .auto("1.9.0")
                        .dropped("1.9.1", 1)
                        .requested(3)
                        .knows("1.0.0", "1.8.0", "1.9.0")
                        .gives("1.9.0", "auto_latest", "a hand asked for it after it dropped out"),
                on("1.0.0")
                        .dropped("1.9.0", 7)
                        .knows("1.0.0", "1.9.0")
                        .gives("1.9.0", "auto_latest", "it dropped out with another config"),
                on("1.0.0")
                        .rejected("1.0.0", 1, 1)
                        .knows("1.0.0")
                        .gives("keep", "auto_stay", "the new config of what serves was rejected: as it is"));
    }

    static Stream<Case> unknown() {
        return Stream.of(
                on(null).manual("1.0.0").gives("wait VersionUnknown", "manual", "its event is on its way"),
                on(null).auto("1.0.0").gives("wait VersionUnknown", "auto_requested", "its event is on its way"),
                on("1.0.0").manual("1.1.0").knows("1.0.0").gives("wait VersionUnknown", "manual", "pending"),
                on("1.0.0").manual("1.0.0").gives("1.0.0", "manual", "what serves needs not be known"),
                on("1.0.0")
                        .auto("1.1.0")
                        .knows("1.0.0")
                        .gives(
                                "wait VersionUnknown",
                                "auto_requested",
                                "asked for, so not answered before it is heard of"),
                on("1.0.0")
                        .auto("1.1.0")
                        .knows("1.0.0", "1.2.0")
                        .gives("1.2.0", "auto_latest", "a newer one came meanwhile"),
                on("1.2.0").auto("1.1.0").knows("1.2.0").gives("1.2.0", "auto_stay", "asked for long ago, and passed"));
    }

    /** The registry's pin is what it knew last; it never leads away from what serves. */
    static Stream<Case> held() {
        return Stream.of(
                on("1.1.0")
                        .noAccess("1.0.0")
                        .knows("1.0.0", "1.1.0", "1.2.0")
                        .gives("1.1.0", "access", "the registry lags behind: not down"),
                on("1.0.0")
                        .noAccess("1.1.0")
                        .knows("1.0.0", "1.1.0")
                        .gives("1.0.0", "access", "what is under way is not finished: not up"),
                on("1.0.0").noAccess("1.0.0").knows("1.0.0", "1.1.0").gives("1.0.0", "access", "as it is"),
                on("1.1.0").noAccess("1.0.0").knows("1.0.0").gives("1.1.0", "access", "its own version was forgotten"),
                on("1.1.0")
                        .noAccess("1.1.0")
                        .yank("1.1.0", Level.move)
                        .knows("1.0.0", "1.2.0")
                        .gives("1.1.0", "access", "move concerns those that still get versions"),
                on("1.0.0")
                        .noAccess("1.0.0")
                        .rejected("1.0.0", 1, 1)
                        .knows("1.0.0")
                        .gives("keep", "access", "its new config was rejected: as it was"),
                on(null).noAccess("1.0.0")
                        .knows("1.0.0", "1.1.0")
                        .gives("1.0.0", "access", "never served: what was asked for"),
                on("1.1.0").noAccess("1.0.0").absent().knows("1.0.0").gives("absent", "absent", "it may be removed"));
    }

    @ParameterizedTest
    @MethodSource("moves")
    void asksWhoMayHaveWhatNobodyAskedFor(Case row) {
        Choice choice = io.slipway.deployer.policy.UpgradePolicy.choose(row.input());

        assertThat(Boolean.toString(io.slipway.deployer.policy.UpgradePolicy.movesByItself(row.input(), choice)))
                .as(row.reason)
                .isEqualTo(row.target);
        assertThat(choice.rule()).as(row.reason).isEqualTo(row.rule);
    }

    static Stream<Case> moves() {
        return Stream.of(
                on("1.0.0").knows("1.0.0", "1.1.0").gives("true", "auto_latest", "a newer one"),
                on("1.0.0")
                        .auto("1.1.0")
                        .knows("1.1.0")
                        .gives("true", "auto_latest", "asked for, but long ago perhaps"),
                on("1.0.0").active("1.1.0").knows("1.0.0").gives("true", "auto_active", "a publisher's choice"),
                on("1.1.0").yank("1.1.0", Level.move).knows("1.0.0").gives("true", "auto_leave_yanked", "moved away"),
                on(null).auto("1.0.0").knows("1.0.0", "1.1.0").gives("true", "auto_latest", "newer than asked for"),
                on(null).auto("1.0.0").knows("1.0.0").gives("false", "auto_latest", "installed: it was open then"),
                on("1.0.0").knows("1.0.0").gives("false", "auto_stay", "it stays"),
                on("1.0.0").manual("1.1.0").knows("1.1.0").gives("false", "manual", "by hand: it was open then"),
                on("1.0.0").pin("1.1.0").knows("1.1.0").gives("false", "pin", "by hand: it was open then"),
                on("1.0.0").noAccess("1.0.0").knows("1.1.0").gives("false", "access", "known already"),
                on("1.0.0").absent().gives("false", "absent", "removed"));
    }

    @ParameterizedTest
    @MethodSource("unheld")
    void staysWhileAccessIsClosedAlthoughNobodyHasPinnedIt(Case row) {
        Choice choice = io.slipway.deployer.policy.UpgradePolicy.held(row.input());

        assertThat(told(choice.target())).as(row.reason).isEqualTo(row.target);
        assertThat(choice.rule()).as(row.reason).isEqualTo(row.rule);
    }

    static Stream<Case> unheld() {
        return Stream.of(
                on("1.0.0").knows("1.0.0", "1.1.0").gives("1.0.0", "access", "what serves"),
                on(null).auto("1.0.0").knows("1.0.0", "1.1.0").gives("1.0.0", "access", "what was asked for"));
    }

    private static Row on(String current) {
        return new Row(current);
    }

    private static String told(Target target) {
        return switch (target) {
            case Target.Run run -> run.release().version();
            case Target.Keep _ -> "keep";
            case Target.Wait wait -> (wait.blocked() ? "blocked " : "wait ") + wait.reason();
            case Target.Absent _ -> "absent";
        };
    }

    record Case(String reason, PolicyInput input, String target, String rule) {
        @Override
        public String toString() {
            return reason;
        }
    }

    /** Automatic, and installed with 1.0.0, unless said otherwise. */
    private static final class Row {
        private final Intent intent = new Intent("ins_1", PROVIDER, "1.0.0");
        private final List<VersionState> versions = new ArrayList<>();
        private final List<Rejection> rejections = new ArrayList<>();
        private final Map<Integer, Dropped> dropped = new HashMap<>();
        private final Release current;

        Row(String current) {
            this.current = current == null ? null : Release.of(Samples.version(PROVIDER, current));
        }

        Row manual(String version) {
            intent.policy = UpgradePolicy.manual;
            intent.version = version;
            return this;
        }

        Row auto(String version) {
            intent.version = version;
            return this;
        }

        Row pin(String version) {
            intent.pin = version;
            return this;
        }

        Row noAccess(String version) {
            intent.pinCause = PinCause.access;
            return pin(version);
        }

        Row range(String range) {
            intent.range = range;
            return this;
        }

        Row requested(long generation) {
            intent.requested = generation;
            return this;
        }

        Row absent() {
            intent.desired = Desired.absent;
            return this;
        }

        Row knows(String... published) {
            Stream.of(published)
                    .map(version -> Samples.version(PROVIDER, version))
                    .forEach(versions::add);
            return this;
        }

        Row active(String version) {
            versions.add(Samples.version(PROVIDER, version, Status.published, true, null));
            return this;
        }

        Row state(String version, Status status) {
            versions.add(Samples.version(PROVIDER, version, status, false, null));
            return this;
        }

        Row yank(String version, Level level) {
            versions.add(Samples.version(PROVIDER, version, Status.yanked, false, new Yank(level, "leaks")));
            return this;
        }

        Row rejected(String version, int config, long generation) {
            rejections.add(new Rejection(
                    version, Samples.image(PROVIDER, version), config, generation, "CrashLoop", Samples.T0));
            return this;
        }

        Row rejectedMany(int many) {
            IntStream.range(0, many)
                    .forEach(i -> rejected("2.%d.0".formatted(i), 1, 1).knows("2.%d.0".formatted(i)));
            return this;
        }

        Row dropped(String upTo, int config) {
            dropped.put(config, new Dropped(upTo, 1));
            return this;
        }

        Case gives(String target, String rule, String reason) {
            Rejections all = new Rejections(rejections, dropped);
            return new Case(reason, new PolicyInput(intent.state(), versions, all, current), target, rule);
        }
    }
}
