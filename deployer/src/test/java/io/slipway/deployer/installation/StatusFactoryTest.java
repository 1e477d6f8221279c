package io.slipway.deployer.installation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.slipway.contracts.InstallationIntent.ResourceTier;
import io.slipway.contracts.InstallationOutcome;
import io.slipway.contracts.InstallationOutcome.Condition;
import io.slipway.contracts.InstallationOutcome.Phase;
import io.slipway.contracts.VersionState.Strategy;
import io.slipway.deployer.Samples;
import io.slipway.deployer.Samples.Intent;
import io.slipway.deployer.cluster.Observed;
import io.slipway.deployer.cluster.RevisionSpec;
import io.slipway.deployer.cluster.RevisionStatus;
import io.slipway.deployer.installation.StatusFactory.Facts;
import io.slipway.deployer.policy.Choice;
import io.slipway.deployer.policy.Target;
import io.slipway.deployer.rollout.Action;
import io.slipway.deployer.rollout.Goal;
import io.slipway.deployer.rollout.RolloutPlan;
import io.slipway.deployer.rollout.RolloutState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class StatusFactoryTest {
    private static final Intent INTENT = new Intent("ins_1", "acme/hello", "1.0.0");
    private static final RevisionSpec ONE = spec(1);
    private static final RevisionSpec TWO = spec(2);
    private static final RolloutState SERVING = trying(RolloutState.NEW, ONE).finished(Samples.T0);
    private static final Goal PENDING = new Goal.Hold(false, "VersionUnknown", "wait for it");
    private static final Goal KEEP = new Goal.Keep();
    private static final Goal GONE = new Goal.Gone(false);

    private final MovableClock clock = new MovableClock();
    private final StatusFactory statuses = new StatusFactory(clock);

    record Case(String reason, RolloutState state, Goal goal, Observed observed, Phase phase, String leading) {
        @Override
        public String toString() {
            return reason;
        }
    }

    static Stream<Case> cases() {
        RolloutState back = trying(SERVING, TWO).failed("CrashLoop", "it fell", Samples.T0);
        RolloutState never = trying(RolloutState.NEW, ONE).failed("CrashLoop", "it fell", Samples.T0);
        Intent elsewhere = new Intent("ins_1", "acme/hello", "9.9.9").byHand("9.9.9");
        return Stream.of(
                new Case("unknown", RolloutState.NEW, PENDING, Observed.NOTHING, Phase.pending, "Degraded=False"),
                new Case(
                        "starts",
                        trying(RolloutState.NEW, ONE),
                        serve(ONE),
                        seen(null, starting(1)),
                        Phase.progressing,
                        "Progressing=True"),
                new Case("serves", SERVING, serve(ONE), seen(1, ready(1)), Phase.available, "Ready=True"),
                new Case(
                        "moves",
                        trying(SERVING, TWO),
                        serve(TWO),
                        seen(1, ready(1), starting(2)),
                        Phase.progressing,
                        "Progressing=True"),
                new Case(
                        "has the requests, and has to prove itself",
                        trying(SERVING, TWO),
                        serve(TWO),
                        seen(2, ready(1), ready(2)),
                        Phase.progressing,
                        "Progressing=True"),
                new Case(
                        "paused",
                        SERVING.parkedFor("Paused"),
                        serve(TWO),
                        paused(1, ready(1)),
                        Phase.available,
                        "Ready=True"),
                new Case("went back", back, KEEP, seen(1, ready(1)), Phase.rolled_back, "Degraded=True"),
                new Case("never served", never, KEEP, Observed.NOTHING, Phase.failed, "Degraded=True"),
                new Case(
                        "never served, a hand named another",
                        never.heard(elsewhere.state()),
                        KEEP,
                        Observed.NOTHING,
                        Phase.failed,
                        "Degraded=False"),
                new Case(
                        "infrastructure",
                        trying(SERVING, TWO),
                        serve(TWO),
                        seen(1, ready(1), stalled(2)),
                        Phase.progressing,
                        "Stalled=True"),
                new Case("fell over", SERVING, serve(ONE), seen(1, starting(1)), Phase.available, "Degraded=False"),
                new Case("leaves", SERVING, GONE, seen(1, ready(1)), Phase.removing, "Progressing=True"),
                new Case("left", SERVING.gone(), GONE, Observed.NOTHING, Phase.removed, "Degraded=False"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void phaseAndLeadingCondition(Case row) {
        InstallationOutcome outcome = statuses.outcome(facts(row.state, row.goal, row.observed), null);

        assertThat(outcome.phase()).as(row.reason).isEqualTo(row.phase);
        List<String> all = outcome.conditions().stream()
                .map(one -> one.type() + "=" + one.status())
                .toList();
        List<String> leading =
                all.stream().filter(one -> !one.startsWith("Stalled=False")).toList();
        assertThat(leading).as(row.reason).first().isEqualTo(row.leading);
        assertThat(outcome.conditions())
                .extracting(Condition::type)
                .containsExactlyInAnyOrder("Ready", "Progressing", "Degraded", "Stalled");
    }

    @Test
    void whatIsPausedSaysHowToGoOn() {
        InstallationOutcome outcome =
                statuses.outcome(facts(trying(SERVING, TWO), serve(TWO), paused(1, ready(1))), null);
        Condition progressing = condition(outcome, "Progressing");
        assertThat(progressing.status()).isEqualTo("False");
        assertThat(progressing.reason()).isEqualTo("Paused");
        assertThat(progressing.message()).contains("Remove the annotation slipway.io/paused");
    }

    @Test
    void thatARolloutGoesOnAfterAPauseIsToldOnce() {
        RolloutState paused = trying(SERVING, TWO).told(1).parkedFor("Paused");
        Observed on = seen(1, ready(1), starting(2));
        RolloutState freed = paused.freed(serve(TWO), on);

        assertThat(told(freed, on)).isEqualTo(Announcement.started);
        assertThat(told(freed.told(1), on)).isNull();
    }

    private Announcement told(RolloutState state, Observed observed) {
        Facts facts = facts(state, serve(TWO), observed);
        return Announcement.of(new Action.Await("its health"), facts, statuses.outcome(facts, null));
    }

    @Test
    void aCandidateThatHasTheRequestsIsWhatAnswers() {
        InstallationOutcome outcome =
                statuses.outcome(facts(trying(SERVING, TWO), serve(TWO), seen(2, ready(1), ready(2))), null);
        assertThat(condition(outcome, "Ready").message()).isEqualTo("Version 1.2.0 answers requests.");
        assertThat(condition(outcome, "Progressing").reason()).isEqualTo("Soaking");
        assertThat(outcome.serving().version()).isEqualTo("1.1.0");
        assertThat(outcome.readyReplicas()).isEqualTo(1);
    }

    @Test
    void theSameAgainIsTheSameOutcome() {
        InstallationOutcome first = statuses.outcome(facts(SERVING, serve(ONE), seen(1, ready(1))), null);
        clock.move(Duration.ofHours(1));

        assertThat(statuses.outcome(facts(SERVING, serve(ONE), seen(1, ready(1))), first))
                .isSameAs(first);
    }

    @Test
    void aConditionKeepsItsTimeWhileItsStatusStays() {
        InstallationOutcome up = statuses.outcome(facts(SERVING, serve(ONE), seen(1, ready(1))), null);
        clock.move(Duration.ofMinutes(1));
        InstallationOutcome moving =
                statuses.outcome(facts(trying(SERVING, TWO), serve(TWO), seen(1, ready(1), starting(2))), up);
        assertThat(moving.sequence()).isEqualTo(up.sequence() + 1);
        assertThat(condition(moving, "Ready").lastTransitionAt()).isEqualTo(Samples.T0);
        assertThat(condition(moving, "Progressing").lastTransitionAt()).isEqualTo(clock.instant());
    }

    @Test
    void restartsAndTimeDoNotMakeItFlap() {
        RolloutState moving = trying(SERVING, TWO);
        InstallationOutcome first = statuses.outcome(facts(moving, serve(TWO), seen(1, ready(1), starting(2))), null);
        RolloutState later = moving.looked(seen(1, starting(2)), Samples.T0.plusSeconds(1), TestConfig.DEFAULT.limits())
                .looked(seen(1, starting(2)), Samples.T0.plusSeconds(9), TestConfig.DEFAULT.limits());
        RevisionStatus restarted = status(2, RevisionStatus.Phase.crashed, null, 2);
        clock.move(Duration.ofSeconds(9));

        assertThat(statuses.outcome(facts(later, serve(TWO), seen(1, ready(1), restarted)), first))
                .isSameAs(first);
    }

    /** No jsonb takes NUL, and a terminal obeys what begins with an escape. */
    @Test
    void whatAProviderPrintsIsMadePrintable() {
        RevisionStatus crashed = new RevisionStatus(
                2,
                "hello@sha256:2",
                RevisionStatus.Phase.failed,
                null,
                0,
                null,
                Samples.T0,
                null,
                List.of("\0\u001b[2J", "tab\tstays"));
        Action.FailRollout failed = (Action.FailRollout) RolloutPlan.next(
                trying(SERVING, TWO), serve(TWO), seen(1, ready(1), crashed), TestConfig.DEFAULT.limits());
        RolloutState state = trying(SERVING, TWO).failed(failed.reason(), failed.message(), Samples.T0);
        RolloutState quoted = trying(SERVING, TWO).failed("ConfigInvalid", "/a\0b", Samples.T0);

        assertThat(message(state)).endsWith("\n\\u0000\\u001b[2J\ntab\tstays");
        assertThat(message(quoted)).endsWith("/a\\u0000b");
    }

    private String message(RolloutState state) {
        return condition(statuses.outcome(facts(state, serve(ONE), seen(1, ready(1))), null), "Degraded")
                .message();
    }

    @Test
    void anUnreachableClusterIsSaidOnceAndTakenBack() {
        InstallationOutcome up = statuses.outcome(facts(SERVING, serve(ONE), seen(1, ready(1))), null);
        InstallationOutcome away = statuses.stalled(up, "ClusterUnreachable", "it is away");
        clock.move(Duration.ofSeconds(5));
        assertThat(away.conditions()).first().extracting(Condition::reason).isEqualTo("ClusterUnreachable");
        assertThat(statuses.stalled(away, "ClusterUnreachable", "it is away")).isSameAs(away);
        InstallationOutcome again = statuses.outcome(facts(SERVING, serve(ONE), seen(1, ready(1))), away);
        assertThat(condition(again, "Stalled").status()).isEqualTo("False");
        assertThat(condition(again, "Ready").lastTransitionAt()).isEqualTo(Samples.T0);
        assertThat(statuses.stalled(null, "ClusterUnreachable", "it is away"))
                .as("nothing was seen yet")
                .isNull();
    }

    private static Facts facts(RolloutState state, Goal goal, Observed observed) {
        Choice choice = new Choice(new Target.Keep(), "rule", Map.of());
        return new Facts(INTENT.state(), state, choice, goal, observed);
    }

    private static Condition condition(InstallationOutcome outcome, String type) {
        return outcome.conditions().stream()
                .filter(one -> one.type().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private static RolloutState trying(RolloutState before, RevisionSpec candidate) {
        return before.began(candidate, "rol_1", INTENT.state(), null, Samples.T0);
    }

    private static Goal serve(RevisionSpec spec) {
        return new Goal.Serve(spec);
    }

    private static RevisionSpec spec(int number) {
        return new RevisionSpec(
                number,
                "1.%d.0".formatted(number),
                "hello@sha256:" + number,
                1,
                ResourceTier.standard,
                Strategy.switch_,
                8080,
                false,
                "/healthz",
                Map.of());
    }

    private static Observed seen(Integer route, RevisionStatus... revisions) {
        return new Observed("/i/ins_1/", route, List.of(revisions));
    }

    private static Observed paused(Integer route, RevisionStatus... revisions) {
        return new Observed("/i/ins_1/", route, true, true, List.of(revisions));
    }

    private static RevisionStatus ready(int number) {
        return status(number, RevisionStatus.Phase.ready, null, 0);
    }

    private static RevisionStatus starting(int number) {
        return status(number, RevisionStatus.Phase.starting, null, 0);
    }

    private static RevisionStatus stalled(int number) {
        return status(number, RevisionStatus.Phase.pulling, "the disk is full", 0);
    }

    private static RevisionStatus status(int number, RevisionStatus.Phase phase, String stalled, int restarts) {
        return new RevisionStatus(
                number, "hello@sha256:" + number, phase, stalled, restarts, null, Samples.T0, null, List.of());
    }
}
