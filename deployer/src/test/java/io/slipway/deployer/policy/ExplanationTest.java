package io.slipway.deployer.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.slipway.contracts.InstallationIntent.Desired;
import io.slipway.contracts.InstallationIntent.PinCause;
import io.slipway.contracts.InstallationIntent.UpgradePolicy;
import io.slipway.contracts.InstallationOutcome.Step;
import io.slipway.contracts.VersionState;
import io.slipway.contracts.VersionState.Status;
import io.slipway.contracts.VersionState.Yank;
import io.slipway.contracts.VersionState.Yank.Level;
import io.slipway.deployer.Samples;
import io.slipway.deployer.Samples.Intent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class ExplanationTest {
    private static final String PROVIDER = "acme/hello";
    private static final List<String> ORDER = List.of(
            "desired",
            "access",
            "pin",
            "policy",
            "active",
            "latest",
            "range",
            "yank",
            "rejected",
            "dependency",
            "config");

    /** @param steps those that did not pass, as rule=verdict, and what they took out */
    record Case(String reason, Row row, String misfit, String decider, String... steps) {
        @Override
        public String toString() {
            return reason;
        }
    }

    static Stream<Case> cases() {
        String[] byHand = {"active=skipped", "latest=skipped", "range=skipped", "yank=skipped"};
        return Stream.of(
                new Case(
                        "uninstalled: nothing else is looked at",
                        on("1.0.0").with(intent -> intent.desired = Desired.absent),
                        null,
                        "desired",
                        "active=skipped",
                        "latest=skipped",
                        "range=skipped",
                        "yank=skipped",
                        "rejected=skipped",
                        "dependency=skipped",
                        "config=skipped"),
                new Case(
                        "no access holds",
                        on("1.0.0").knows("1.0.0", "1.1.0").with(intent -> {
                            intent.pin = "1.0.0";
                            intent.pinCause = PinCause.access;
                        }),
                        null,
                        "access",
                        byHand),
                new Case(
                        "a pin holds against auto",
                        on("1.0.0").knows("1.0.0", "1.1.0").with(intent -> {
                            intent.pin = "1.0.0";
                            intent.pinCause = PinCause.rollback;
                        }),
                        null,
                        "pin",
                        byHand),
                new Case(
                        "manual: what was asked for",
                        on("1.0.0").knows("1.0.0", "1.1.0").with(intent -> intent.policy = UpgradePolicy.manual),
                        null,
                        "policy",
                        byHand),
                new Case("the highest", on("1.0.0").knows("1.0.0", "1.1.0"), null, "latest"),
                new Case("nothing newer", on("1.1.0").knows("1.0.0", "1.1.0"), null, "latest"),
                new Case(
                        "the active one goes before the highest",
                        on("1.0.0").knows("1.0.0", "1.2.0").state("1.1.0", Status.published, true, null),
                        null,
                        "active",
                        "latest=skipped"),
                new Case(
                        "the range takes out what is higher",
                        on("1.0.0").knows("1.0.0", "1.1.0", "2.0.0").with(intent -> intent.range = "1.x"),
                        null,
                        "latest",
                        "range=excluded[2.0.0]"),
                new Case(
                        "a yanked one is not taken",
                        on("1.0.0").knows("1.0.0", "1.1.0").yanked("1.2.0", Level.hide),
                        null,
                        "latest",
                        "yank=excluded[1.2.0]"),
                new Case(
                        "it leaves a yanked one", on("1.1.0").knows("1.0.0").yanked("1.1.0", Level.move), null, "yank"),
                new Case(
                        "what failed here is passed over",
                        on("1.0.0").knows("1.0.0", "1.1.0", "1.2.0").rejected("1.2.0"),
                        null,
                        "latest",
                        "rejected=excluded[1.2.0]"),
                new Case(
                        "only what failed is left",
                        on("1.0.0").knows("1.0.0", "1.1.0").rejected("1.1.0"),
                        null,
                        "rejected"),
                new Case(
                        "by hand, too, what failed is not tried again",
                        on("1.0.0").knows("1.0.0", "1.1.0").rejected("1.1.0").with(intent -> {
                            intent.policy = UpgradePolicy.manual;
                            intent.version = "1.1.0";
                        }),
                        null,
                        "rejected",
                        byHand),
                new Case(
                        "the config does not fit",
                        on("1.0.0").knows("1.0.0", "1.1.0"),
                        "/COUNT must be a number",
                        "config"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void tellsWhatEachRuleCameTo(Case row) {
        PolicyInput input = row.row.input();
        Choice choice = io.slipway.deployer.policy.UpgradePolicy.choose(input).explained(input, row.misfit);

        assertThat(choice.steps()).as(row.reason).extracting(Step::rule).containsExactlyElementsOf(ORDER);
        assertThat(choice.steps())
                .as(row.reason)
                .filteredOn(step -> step.verdict().equals("decided"))
                .extracting(Step::rule)
                .containsExactly(row.decider);
        assertThat(choice.steps().stream()
                        .filter(step -> !List.of("decided", "passed").contains(step.verdict()))
                        .map(ExplanationTest::told))
                .as(row.reason)
                .containsExactly(row.steps);
        assertThat(choice.steps())
                .filteredOn(step -> !step.verdict().equals("skipped"))
                .allSatisfy(step -> assertThat(step.message()).isNotBlank());
    }

    @Test
    void whatWaitsForARequirementWasChosenBefore() {
        PolicyInput input = on("1.0.0").knows("1.0.0", "1.1.0").input();
        Choice choice = io.slipway.deployer.policy.UpgradePolicy.lacking(input, "1.1.0", List.of("acme/store"))
                .explained(input, null);

        assertThat(choice.steps())
                .filteredOn(step -> step.rule().equals("latest"))
                .singleElement()
                .satisfies(step -> {
                    assertThat(step.verdict()).isEqualTo("passed");
                    assertThat(step.message()).isEqualTo("1.1.0 is the highest that may be taken.");
                });
        assertThat(choice.steps())
                .filteredOn(step -> step.verdict().equals("decided"))
                .extracting(Step::rule)
                .containsExactly("dependency");
    }

    /** Equal decisions are not told again: JSON makes another type of some numbers. */
    @ParameterizedTest
    @MethodSource("cases")
    void isTheSameAfterItWasStored(Case row) throws Exception {
        PolicyInput input = row.row.input();
        Choice choice = io.slipway.deployer.policy.UpgradePolicy.choose(input).explained(input, row.misfit);
        var decision = choice.decided(Samples.T0);

        String json = io.slipway.outbox.EventJson.write(decision);

        assertThat(io.slipway.outbox.EventJson.mapper().readValue(json, decision.getClass()))
                .isEqualTo(decision);
    }

    private static String told(Step step) {
        return step.rule() + "=" + step.verdict()
                + (step.inputs().get("excluded") == null ? "" : step.inputs().get("excluded"));
    }

    private static Row on(String current) {
        return new Row(current);
    }

    /** Automatic, installed with 1.0.0, unless said otherwise. */
    private static final class Row {
        private final Intent intent = new Intent("ins_1", PROVIDER, "1.0.0");
        private final List<VersionState> versions = new ArrayList<>();
        private final List<Rejection> rejections = new ArrayList<>();
        private final Release current;

        Row(String current) {
            this.current = Release.of(Samples.version(PROVIDER, current));
        }

        Row with(java.util.function.Consumer<Intent> change) {
            change.accept(intent);
            return this;
        }

        Row knows(String... published) {
            for (String version : published) {
                state(version, Status.published, false, null);
            }
            return this;
        }

        Row yanked(String version, Level level) {
            return state(version, Status.yanked, false, new Yank(level, "bad"));
        }

        Row state(String version, Status status, boolean active, Yank yank) {
            versions.add(Samples.version(PROVIDER, version, status, active, yank));
            return this;
        }

        Row rejected(String version) {
            rejections.add(new Rejection(version, Samples.image(PROVIDER, version), 1, 1, "CrashLoop", Samples.T0));
            return this;
        }

        PolicyInput input() {
            return new PolicyInput(intent.state(), versions, new Rejections(rejections, Map.of()), current);
        }
    }
}
