package io.slipway.deployer.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.slipway.contracts.InstallationIntent.ResourceTier;
import io.slipway.contracts.VersionState.Strategy;
import io.slipway.deployer.Samples;
import io.slipway.deployer.Samples.Intent;
import io.slipway.deployer.cluster.Observed;
import io.slipway.deployer.cluster.RevisionSpec;
import io.slipway.deployer.cluster.RevisionStatus;
import io.slipway.deployer.cluster.RevisionStatus.Phase;
import io.slipway.deployer.policy.Rejections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class RolloutPlanTest {
    private static final Limits LIMITS = limits(Duration.ZERO, Duration.ZERO, Duration.ofMillis(200));
    private static final Limits SOAKING = limits(Duration.ofSeconds(30), Duration.ZERO, Duration.ofMillis(200));
    private static final Limits KEEPING = limits(Duration.ZERO, Duration.ofMinutes(3), Duration.ofMillis(200));
    private static final RevisionSpec ONE = spec(1, Strategy.switch_);
    private static final RevisionSpec TWO = spec(2, Strategy.switch_);
    private static final RevisionSpec THREE = spec(3, Strategy.switch_);
    private static final RevisionSpec TWO_ALONE = spec(2, Strategy.recreate);
    private static final Goal KEEP = new Goal.Keep();
    private static final Goal GONE = new Goal.Gone(false);
    private static final Goal PENDING = new Goal.Hold(false, "VersionUnknown", "wait");
    private static final Goal BLOCKED = new Goal.Hold(true, "ConfigInvalid", "change it");

    @ParameterizedTest
    @MethodSource({
        "switching",
        "recreating",
        "superseding",
        "failing",
        "settling",
        "leaving",
        "moving",
        "soaking",
        "falling",
        "keeping",
        "pausing",
        "drifting"
    })
    void nextThing(Case row) {
        assertThat(told(RolloutPlan.next(row.state, row.goal, row.observed, row.limits)))
                .as(row.reason)
                .isEqualTo(row.action);
    }

    static Stream<Case> switching() {
        RolloutState moving = trying(serving(ONE), TWO);
        return Stream.of(
                row("the first install begins", RolloutState.NEW, serve(ONE), seen(null), "Begin 1"),
                row("numbers go on", serving(ONE), serve(TWO), seen(1, ready(1)), "Begin 2"),
                row("old one untouched", moving, serve(TWO), seen(1, ready(1)), "StartRevision 2"),
                row("not healthy yet", moving, serve(TWO), seen(1, ready(1), at(2, Phase.starting)), "Await"),
                row("healthy", moving, serve(TWO), seen(1, ready(1), ready(2)), "MoveTraffic 2"),
                row("traffic has moved", moving, serve(TWO), seen(2, ready(1), ready(2)), "Finish"),
                row(
                        "traffic moved, then it fell over",
                        moving,
                        serve(TWO),
                        seen(2, ready(1), at(2, Phase.crashed)),
                        "Finish"),
                row(
                        "the node lost the old one",
                        moving,
                        serve(TWO),
                        seen(null, at(2, Phase.starting)),
                        "StartRevision 1 (missing)"),
                row(
                        "the node lost the route",
                        moving,
                        serve(TWO),
                        seen(null, ready(1), at(2, Phase.starting)),
                        "MoveTraffic 1"),
                row(
                        "the candidate is on its way out",
                        moving,
                        serve(TWO),
                        seen(1, ready(1), at(2, Phase.stopping)),
                        "Await"),
                row(
                        "what an older rollout left",
                        serving(ONE),
                        serve(THREE),
                        seen(1, ready(1), at(2, Phase.starting)),
                        "StopOld 2"),
                row(
                        "what an older rollout left, with the requests: nobody loses an answer",
                        serving(ONE),
                        serve(THREE),
                        seen(2, crashed(1, 1), crashed(2, 1)),
                        "ClearTraffic 2"),
                row(
                        "but it answers: better than nothing",
                        serving(ONE),
                        serve(THREE),
                        seen(2, crashed(1, 1), ready(2)),
                        "Begin 2"),
                row(
                        "what is leaving holds nobody up",
                        serving(ONE),
                        serve(THREE),
                        seen(1, ready(1), at(2, Phase.stopping)),
                        "Begin 2"));
    }

    static Stream<Case> recreating() {
        RolloutState moving = trying(serving(ONE), TWO_ALONE);
        RolloutState failed = moving.failed("CrashLoop", "it fell", Samples.T0);
        return Stream.of(
                row("traffic first", moving, serve(TWO_ALONE), seen(1, ready(1)), "ClearTraffic 1"),
                row("then the old one", moving, serve(TWO_ALONE), seen(null, ready(1)), "StopOld 1"),
                row("until it has ended", moving, serve(TWO_ALONE), seen(null, at(1, Phase.stopping)), "Await"),
                row("only then the new one", moving, serve(TWO_ALONE), seen(null), "StartRevision 2"),
                row("and its traffic", moving, serve(TWO_ALONE), seen(null, ready(2)), "MoveTraffic 2"),
                row("back: the bad one first", failed, KEEP, seen(null, at(2, Phase.crashed)), "StopOld 2"),
                row("back: until it has ended", failed, KEEP, seen(null, at(2, Phase.stopping)), "Await"),
                row("back: the old one again", failed, KEEP, seen(null), "StartRevision 1"),
                row("back: not while its number leaves", failed, KEEP, seen(null, at(1, Phase.stopping)), "Await"),
                row(
                        "one that may run beside others waits too",
                        failed,
                        serve(THREE),
                        seen(null, at(2, Phase.crashed)),
                        "StopOld 2"),
                row("until nothing exclusive runs", failed, serve(THREE), seen(null, at(2, Phase.stopping)), "Await"),
                row("then it begins", failed, serve(THREE), seen(null), "Begin 3"));
    }

    static Stream<Case> superseding() {
        RolloutState moving = trying(serving(ONE), TWO);
        return Stream.of(
                row("a newer target", moving, serve(THREE), seen(1, ready(1), at(2, Phase.starting)), "Supersede"),
                row("back to what serves", moving, serve(ONE), seen(1, ready(1), ready(2)), "Supersede"),
                row("rejected meanwhile", moving, KEEP, seen(1, ready(1), at(2, Phase.starting)), "Supersede"),
                row(
                        "after traffic moved it is finished first",
                        moving,
                        serve(THREE),
                        seen(2, ready(1), ready(2)),
                        "Finish"),
                row("nobody knows where to go instead", moving, PENDING, seen(1, ready(1), ready(2)), "MoveTraffic 2"),
                row("said once that it is blocked", moving, BLOCKED, seen(1, ready(1), ready(2)), "Park ConfigInvalid"),
                row(
                        "then goes on",
                        moving.parkedFor("ConfigInvalid"),
                        BLOCKED,
                        seen(1, ready(1), ready(2)),
                        "MoveTraffic 2"));
    }

    static Stream<Case> failing() {
        RolloutState fresh = trying(serving(ONE), TWO);
        RolloutState late = looked(fresh, 10_000);
        RolloutState almost = looked(fresh, 9_999);
        return Stream.of(
                row("time left", almost, serve(TWO), seen(1, ready(1), at(2, Phase.starting)), "Await"),
                row(
                        "no time left",
                        late,
                        serve(TWO),
                        seen(1, ready(1), at(2, Phase.starting)),
                        "FailRollout HealthDeadlineExceeded"),
                row("healthy at the last moment", late, serve(TWO), seen(1, ready(1), ready(2)), "MoveTraffic 2"),
                row(
                        "unready counts as not healthy",
                        late,
                        serve(TWO),
                        seen(1, ready(1), at(2, Phase.unready)),
                        "FailRollout HealthDeadlineExceeded"),
                row("two restarts are forgiven", fresh, serve(TWO), seen(1, ready(1), crashed(2, 2)), "Await"),
                row("three are not", fresh, serve(TWO), seen(1, ready(1), crashed(2, 3)), "FailRollout CrashLoop"),
                row(
                        "it cannot be started",
                        fresh,
                        serve(TWO),
                        seen(1, ready(1), at(2, Phase.failed)),
                        "FailRollout StartFailed"),
                row("infrastructure is told", late, serve(TWO), seen(1, ready(1), stalled(2)), "Park Stalled"),
                row("and never rejects", late.parkedFor("Stalled"), serve(TWO), seen(1, ready(1), stalled(2)), "Await"),
                row(
                        "not even with restarts",
                        late.parkedFor("Stalled"),
                        serve(TWO),
                        seen(1, ready(1), status(2, Phase.failed, "disk", 9)),
                        "Await"));
    }

    static Stream<Case> settling() {
        return Stream.of(
                row("all well", serving(ONE), serve(ONE), seen(1, ready(1)), "Nothing"),
                row("nothing wanted, nothing there", RolloutState.NEW, PENDING, seen(null), "Nothing"),
                row("drift: unknown to the node", serving(ONE), serve(ONE), seen(null), "StartRevision 1 (missing)"),
                row(
                        "drift: ready, without traffic",
                        serving(ONE),
                        serve(ONE),
                        seen(null, ready(1)),
                        "MoveTraffic 1 (service selector)"),
                row(
                        "drift: traffic elsewhere",
                        serving(TWO),
                        serve(TWO),
                        seen(1, ready(1), ready(2)),
                        "MoveTraffic 2 (service selector)"),
                row("it crashed: the node starts it again", serving(ONE), serve(ONE), seen(1, crashed(1, 9)), "Await"),
                row("the old one goes", serving(TWO), serve(TWO), seen(2, ready(1), ready(2)), "StopOld 1"),
                row(
                        "the old one is going",
                        serving(TWO),
                        serve(TWO),
                        seen(2, at(1, Phase.stopping), ready(2)),
                        "Await"),
                row(
                        "the old one still serves: better than nothing",
                        serving(TWO),
                        serve(TWO),
                        seen(1, ready(1), at(2, Phase.starting)),
                        "Await"),
                row(
                        "a failed first install leaves nothing",
                        RolloutState.NEW,
                        KEEP,
                        seen(null, crashed(1, 3)),
                        "StopOld 1"),
                row("pending keeps what serves alive", serving(ONE), PENDING, seen(null), "StartRevision 1 (missing)"),
                row("blocked is told once", serving(ONE), BLOCKED, seen(1, ready(1)), "Park ConfigInvalid"),
                row(
                        "blocked: another reason is told",
                        serving(ONE).parkedFor("VersionFailed"),
                        BLOCKED,
                        seen(1, ready(1)),
                        "Park ConfigInvalid"),
                row(
                        "blocked: what serves goes on",
                        serving(ONE).parkedFor("ConfigInvalid"),
                        BLOCKED,
                        seen(1, ready(1)),
                        "Nothing"));
    }

    static Stream<Case> leaving() {
        return Stream.of(
                row("a rollout ends first", trying(serving(ONE), TWO), GONE, seen(1, ready(1), ready(2)), "Supersede"),
                row(
                        "also one whose traffic moved",
                        trying(serving(ONE), TWO),
                        GONE,
                        seen(2, ready(1), ready(2)),
                        "Supersede"),
                row("all goes", serving(ONE), GONE, seen(1, ready(1)), "RemoveAll false"),
                row("with its data when asked", serving(ONE), new Goal.Gone(true), seen(1, ready(1)), "RemoveAll true"),
                row("until it has gone", serving(ONE), GONE, seen(null, at(1, Phase.stopping)), "RemoveAll false"),
                row("told once", serving(ONE), GONE, Observed.NOTHING, "Removed"),
                row("never began", RolloutState.NEW, GONE, Observed.NOTHING, "Removed"),
                row("told already", RolloutState.NEW.gone(), GONE, Observed.NOTHING, "Nothing"),
                row(
                        "the data as well, asked for later",
                        RolloutState.NEW.askedToRemove(false).gone(),
                        new Goal.Gone(true),
                        Observed.NOTHING,
                        "RemoveAll true"),
                row(
                        "the data goes once",
                        RolloutState.NEW.askedToRemove(true).gone(),
                        new Goal.Gone(true),
                        Observed.NOTHING,
                        "Nothing"));
    }

    static Stream<Case> moving() {
        RolloutState moving = trying(serving(ONE), TWO);
        return Stream.of(
                row("on its way", moving, serve(TWO), unsettled(2, ready(1), ready(2)), "Await"),
                row("arrived", moving, serve(TWO), seen(2, ready(1), ready(2)), "Finish"),
                row(
                        "it falls over on the way: back",
                        moving,
                        serve(TWO),
                        unsettled(2, ready(1), at(2, Phase.crashed)),
                        "MoveTraffic 1"),
                row("a newer wish on the way", moving, serve(THREE), unsettled(2, ready(1), ready(2)), "Supersede"),
                row(
                        "the old one may still get some",
                        serving(TWO),
                        serve(TWO),
                        unsettled(2, ready(1), ready(2)),
                        "Await"),
                row(
                        "also when another rollout is to begin",
                        serving(TWO),
                        serve(THREE),
                        unsettled(2, ready(1), ready(2)),
                        "Await"),
                row(
                        "what serves has fallen over: that holds up no new version",
                        serving(TWO),
                        serve(THREE),
                        unsettled(2, ready(1), at(2, Phase.crashed)),
                        "StopOld 1"),
                row(
                        "alone: requests have to end first",
                        trying(serving(ONE), TWO_ALONE),
                        serve(TWO_ALONE),
                        unsettled(null, ready(1)),
                        "Await"));
    }

    static Stream<Case> soaking() {
        RolloutState moving = trying(serving(ONE), TWO);
        RolloutState almost = soaked(moving, 29_999);
        RolloutState done = soaked(moving, 30_000);
        RolloutState first = soaked(trying(RolloutState.NEW, ONE), 5_000);
        RolloutState alone = soaked(trying(serving(ONE), TWO_ALONE), 5_000);
        return Stream.of(
                        row("it has just got the requests", moving, serve(TWO), seen(2, ready(1), ready(2)), "Await"),
                        row("time left", almost, serve(TWO), seen(2, ready(1), ready(2)), "Await"),
                        row("no time left", done, serve(TWO), seen(2, ready(1), ready(2)), "Finish"),
                        row(
                                "but the move is on its way again",
                                done,
                                serve(TWO),
                                unsettled(2, ready(1), ready(2)),
                                "Await"),
                        row(
                                "the way back is kept open",
                                almost,
                                serve(TWO),
                                seen(2, ready(2)),
                                "StartRevision 1 (missing)"),
                        row(
                                "a newer wish ends it: back first",
                                almost,
                                serve(THREE),
                                seen(2, ready(1), ready(2)),
                                "Supersede"),
                        row(
                                "then the requests",
                                almost.superseded(Samples.T0),
                                serve(THREE),
                                seen(2, ready(1), ready(2)),
                                "MoveTraffic 1"),
                        row(
                                "and only then the candidate goes",
                                almost.superseded(Samples.T0),
                                serve(THREE),
                                unsettled(1, ready(1), ready(2)),
                                "Await"),
                        row(
                                "then it goes",
                                almost.superseded(Samples.T0),
                                serve(THREE),
                                seen(1, ready(1), ready(2)),
                                "StopOld 2"),
                        row("no way back: what answers goes on", first, serve(TWO), seen(1, ready(1)), "Finish"),
                        row("nor alone", alone, serve(THREE), seen(2, ready(2)), "Finish"),
                        row(
                                "nor when the old one has fallen over",
                                almost,
                                serve(THREE),
                                seen(2, crashed(1, 1), ready(2)),
                                "Finish"),
                        row("pending goes on", almost, PENDING, seen(2, ready(1), ready(2)), "Await"))
                .map(row -> row.with(SOAKING));
    }

    static Stream<Case> falling() {
        RolloutState soaking = soaked(trying(serving(ONE), TWO), 5_000);
        RolloutState first = soaked(trying(RolloutState.NEW, ONE), 5_000);
        RolloutState alone = soaked(trying(serving(ONE), TWO_ALONE), 5_000);
        return Stream.of(
                        row("crashed: back", soaking, serve(TWO), seen(2, ready(1), crashed(2, 0)), "MoveTraffic 1"),
                        row(
                                "and rejected",
                                soaking,
                                serve(TWO),
                                seen(1, ready(1), crashed(2, 0)),
                                "FailRollout SoakFailed"),
                        row("up again already", soaking, serve(TWO), seen(2, ready(1), restarted(2)), "MoveTraffic 1"),
                        row(
                                "and rejected all the same",
                                soaking,
                                serve(TWO),
                                seen(1, ready(1), restarted(2)),
                                "FailRollout SoakFailed"),
                        row("unhealthy", soaking, serve(TWO), seen(2, ready(1), at(2, Phase.unready)), "MoveTraffic 1"),
                        row(
                                "and rejected",
                                soaking,
                                serve(TWO),
                                seen(1, ready(1), at(2, Phase.unready)),
                                "FailRollout SoakFailed"),
                        row(
                                "kept crashing",
                                soaking,
                                serve(TWO),
                                seen(1, ready(1), crashed(2, 3)),
                                "FailRollout CrashLoop"),
                        row(
                                "no way back now: it is said all the same",
                                soaking,
                                serve(TWO),
                                seen(2, crashed(1, 1), crashed(2, 1)),
                                "FailRollout SoakFailed"),
                        row("the first one", first, serve(ONE), seen(1, crashed(1, 1)), "FailRollout SoakFailed"),
                        row("alone", alone, serve(TWO_ALONE), seen(2, crashed(2, 1)), "FailRollout SoakFailed"),
                        row(
                                "infrastructure: back",
                                soaking,
                                serve(TWO),
                                seen(2, ready(1), stalled(2)),
                                "MoveTraffic 1"),
                        row("told", soaking, serve(TWO), seen(1, ready(1), stalled(2)), "Park Stalled"),
                        row(
                                "and never rejected",
                                soaking.parkedFor("Stalled"),
                                serve(TWO),
                                seen(1, ready(1), stalled(2)),
                                "Await"),
                        row("no way back from infrastructure", first, serve(ONE), seen(1, stalled(1)), "Park Stalled"),
                        row(
                                "moved to another node: back",
                                soaking,
                                serve(TWO),
                                seen(2, ready(1), at(2, Phase.starting)),
                                "MoveTraffic 1"),
                        row("and up again", soaking, serve(TWO), seen(1, ready(1), at(2, Phase.starting)), "Await"),
                        row("lost: back", soaking, serve(TWO), seen(2, ready(1)), "MoveTraffic 1"),
                        row("and started again", soaking, serve(TWO), seen(1, ready(1)), "StartRevision 2"))
                .map(row -> row.with(SOAKING));
    }

    static Stream<Case> keeping() {
        RolloutState fresh = trying(serving(ONE), TWO).finished(Samples.T0);
        RolloutState almost = kept(fresh, 179);
        RolloutState over = kept(fresh, 180);
        RolloutState alone = trying(serving(ONE), TWO_ALONE).finished(Samples.T0);
        return Stream.of(
                        row("it stays", fresh, serve(TWO), seen(2, ready(1), ready(2)), "Await"),
                        row("to the last second", almost, serve(TWO), seen(2, ready(1), ready(2)), "Await"),
                        row("then it goes", over, serve(TWO), seen(2, ready(1), ready(2)), "StopOld 1"),
                        row("it went by itself", fresh, serve(TWO), seen(2, ready(2)), "Nothing"),
                        row(
                                "others do not stay",
                                fresh,
                                serve(TWO),
                                seen(2, ready(1), ready(2), ready(3)),
                                "StopOld 3"),
                        row(
                                "the next rollout does not wait",
                                fresh,
                                serve(THREE),
                                seen(2, ready(1), ready(2)),
                                "StopOld 1"),
                        row("nor an uninstall", fresh, GONE, seen(2, ready(1), ready(2)), "RemoveAll false"),
                        row(
                                "never beside one that wants to be alone",
                                alone,
                                serve(TWO_ALONE),
                                seen(2, ready(1), ready(2)),
                                "StopOld 1"))
                .map(row -> row.with(KEEPING));
    }

    static Stream<Case> pausing() {
        RolloutState moving = trying(serving(ONE), TWO);
        return Stream.of(
                row("told once", serving(ONE), serve(TWO), paused(1, ready(1)), "Park Paused"),
                row("nothing begins", serving(ONE).parkedFor("Paused"), serve(TWO), paused(1, ready(1)), "Nothing"),
                row("nothing starts", serving(ONE).parkedFor("Paused"), serve(ONE), paused(1), "Nothing"),
                row("nothing moves", moving.parkedFor("Paused"), serve(TWO), paused(1, ready(1), ready(2)), "Nothing"),
                row(
                        "nothing stops",
                        serving(TWO).parkedFor("Paused"),
                        serve(TWO),
                        paused(2, ready(1), ready(2)),
                        "Nothing"),
                row(
                        "nothing fails",
                        moving.parkedFor("Paused"),
                        serve(TWO),
                        paused(1, ready(1), crashed(2, 9)),
                        "Nothing"),
                row("nothing goes", serving(ONE).parkedFor("Paused"), GONE, paused(1, ready(1)), "Nothing"));
    }

    static Stream<Case> drifting() {
        RolloutState moving = trying(serving(ONE), TWO);
        RolloutState asked = serving(ONE).restoring(1, "Deployment scaled", Samples.T0);
        return Stream.of(
                row("put back", serving(ONE), serve(ONE), seen(1, drifted(1)), "StartRevision 1 (Deployment scaled)"),
                row(
                        "while it waits",
                        serving(ONE),
                        PENDING,
                        seen(1, drifted(1)),
                        "StartRevision 1 (Deployment scaled)"),
                row("asked just now", asked, serve(ONE), seen(1, drifted(1)), "Await"),
                row(
                        "asked a while ago",
                        asked.looked(seen(1, drifted(1)), Samples.T0.plusSeconds(5), LIMITS),
                        serve(ONE),
                        seen(1, drifted(1)),
                        "StartRevision 1 (Deployment scaled)"),
                row(
                        "also of the old one",
                        moving,
                        serve(TWO),
                        seen(1, drifted(1), ready(2)),
                        "StartRevision 1 (Deployment scaled)"),
                row(
                        "and the new one",
                        moving,
                        serve(TWO),
                        seen(1, ready(1), drifted(2)),
                        "StartRevision 2 (Deployment scaled)"),
                row("not of what nobody wants", serving(TWO), serve(TWO), seen(2, drifted(1), ready(2)), "StopOld 1"),
                row("a crash is none", serving(ONE), serve(ONE), seen(1, crashed(1, 1)), "Await"));
    }

    @Test
    void onlyATimeWithoutABreakIsASoak() {
        Instant now = Samples.T0;
        RolloutState state = trying(serving(ONE), TWO);
        Observed good = seen(2, ready(1), ready(2));
        state = state.looked(seen(1, ready(1), ready(2)), now, SOAKING);
        state = state.looked(good, now = now.plusSeconds(1), SOAKING);
        assertThat(state.attempt().soakedMillis()).as("the first look").isZero();
        state = state.looked(good, now = now.plusSeconds(2), SOAKING);
        assertThat(state.attempt().soakedMillis()).as("two looks").isEqualTo(2_000);
        state = state.looked(good, now = now.plus(Duration.ofHours(5)), SOAKING);
        assertThat(state.attempt().soakedMillis()).as("the deployer was away").isEqualTo(5_000);
        state = state.looked(paused(2, ready(1), ready(2)), now = now.plusSeconds(2), SOAKING);
        state = state.looked(good, now = now.plusSeconds(2), SOAKING);
        assertThat(state.attempt().soakedMillis()).as("paused in between").isEqualTo(5_000);
        assertThat(spent(state)).as("it is no time of trying").isZero();
        state = state.looked(seen(2, ready(1), stalled(2)), now = now.plusSeconds(1), SOAKING);
        state = state.looked(good, now.plusSeconds(1), SOAKING);
        assertThat(state.attempt().soakedMillis()).as("it was not ready").isZero();
    }

    @Test
    void whatWasPutBackIsToldOnceUntilItIsRight() {
        RolloutState once = serving(ONE).restoring(1, "Deployment scaled", Samples.T0);
        assertThat(once.untold()).isEqualTo("Deployment scaled");
        RolloutState told = once.restorationTold(Samples.T0);
        assertThat(told.restored().what()).isEqualTo("Deployment scaled");
        RolloutState again = told.restoring(1, "Deployment scaled", Samples.T0.plusSeconds(5));
        assertThat(again.untold()).as("the same").isNull();
        RolloutState soon = again.looked(seen(1, ready(1)), Samples.T0.plusSeconds(6), LIMITS);
        assertThat(soon.restoring(1, "Deployment scaled", Samples.T0.plusSeconds(6))
                        .untold())
                .as("somebody changes it back all the time")
                .isNull();
        RolloutState right = again.looked(seen(1, ready(1)), Samples.T0.plusSeconds(10), LIMITS);
        assertThat(right.repair()).isNull();
        RolloutState anew = right.restoring(1, "Deployment scaled", Samples.T0.plusSeconds(11));
        assertThat(anew.untold()).as("after it was right").isNotNull();
        RolloutState lost = serving(ONE).restoring(1, "missing", Samples.T0).restorationTold(Samples.T0);
        RolloutState found = lost.looked(seen(null, ready(1)), Samples.T0.plusSeconds(1), LIMITS);
        assertThat(found.restoring(1, "service selector", Samples.T0).untold())
                .as("what follows from it")
                .isNull();
        assertThat(once.restoring(1, "service selector", Samples.T0).untold())
                .as("two before anybody was told")
                .isEqualTo("Deployment scaled, service selector");
    }

    @Test
    void thatAPauseHasEndedIsTold() {
        RolloutState paused = serving(ONE).parkedFor("Paused");
        assertThat(paused.freed(KEEP, paused(1, ready(1)))).isEqualTo(paused);
        assertThat(paused.freed(KEEP, seen(1, ready(1))).parked()).isNull();
        assertThat(paused.freed(KEEP, seen(1, ready(1))).told()).isZero();
    }

    @Test
    void onlyObservedTimeCountsTowardsTheDeadline() {
        Observed running = seen(null, at(1, Phase.starting));
        Instant now = Samples.T0;
        RolloutState state = trying(RolloutState.NEW, ONE).looked(running, now, LIMITS);
        assertThat(spent(state)).as("the first look").isZero();
        state = state.looked(running, now = now.plusMillis(200), LIMITS);
        assertThat(spent(state)).as("two looks").isEqualTo(200);
        state = state.looked(running, now = now.plus(Duration.ofHours(5)), LIMITS);
        assertThat(spent(state)).as("the deployer was away").isEqualTo(600);
        state = state.looked(seen(null, stalled(1)), now = now.plusMillis(300), LIMITS);
        state = state.looked(running, now = now.plusMillis(300), LIMITS);
        assertThat(spent(state)).as("stalled in between").isEqualTo(600);
        state = state.looked(Observed.NOTHING, now = now.plusMillis(300), LIMITS);
        state = state.looked(running, now = now.minus(Duration.ofMinutes(1)), LIMITS);
        state = state.looked(running, now.minus(Duration.ofMinutes(1)), LIMITS);
        assertThat(spent(state))
                .as("unknown to the node, and a clock that went back")
                .isEqualTo(600);
    }

    @Test
    void aFailureIsRememberedUntilAHandAsksAgain() {
        RolloutState failed = trying(serving(ONE), TWO).failed("CrashLoop", "it fell", Samples.T0);
        Intent intent = new Intent("ins_1", "acme/hello", "2");
        assertThat(failed.last().result()).isEqualTo("rolled_back");
        assertThat(failed.serving()).isEqualTo(ONE);
        assertThat(failed.heard(intent.changed().state()).rejections())
                .as("no hand")
                .hasSize(1);
        assertThat(failed.heard(intent.byHand("3").state()).rejections())
                .as("another")
                .hasSize(1);
        assertThat(failed.heard(intent.byHand("2").state()).rejections())
                .as("a hand")
                .isEmpty();
        assertThat(failed.heard(intent.state()).failure()).as("a hand").isNull();
    }

    /** Else their events outgrow what a topic takes, and no pass could be saved. */
    @Test
    void rejectionsAreRememberedUpToAMost() {
        RolloutState state = serving(ONE);
        for (int number = 2; number < 3 * Rejections.MOST; number++) {
            state = trying(state, spec(number, Strategy.switch_)).failed("CrashLoop", "it fell", Samples.T0);
        }
        assertThat(state.rejections()).hasSize(Rejections.MOST);
        assertThat(state.rejections().getLast().version()).isEqualTo(Integer.toString(3 * Rejections.MOST - 1));
        assertThat(state.heard(new Intent("ins_1", "acme/hello", "1").state()).rejections())
                .hasSize(Rejections.MOST);
    }

    @Test
    void aFailedFirstRolloutIsNoRollback() {
        RolloutState failed = trying(RolloutState.NEW, ONE).failed("CrashLoop", "it fell", Samples.T0);
        assertThat(failed.last().result()).isEqualTo("failed");
        assertThat(failed.serving()).isNull();
    }

    private static long spent(RolloutState state) {
        return state.attempt().observedMillis();
    }

    private static RolloutState serving(RevisionSpec spec) {
        RolloutState begun = trying(RolloutState.NEW, spec);
        return begun.finished(Samples.T0).told(1);
    }

    private static RolloutState trying(RolloutState before, RevisionSpec candidate) {
        return before.began(candidate, "rol_1", new Intent("ins_1", "acme/hello", "1").state(), null, Samples.T0);
    }

    private static RolloutState looked(RolloutState state, long millis) {
        Observed running = seen(null, at(state.attempt().candidate().number(), Phase.starting));
        Limits patient = limits(Duration.ZERO, Duration.ZERO, Duration.ofHours(1));
        return state.looked(running, Samples.T0, patient).looked(running, Samples.T0.plusMillis(millis), patient);
    }

    /** After a soak of so long. */
    private static RolloutState soaked(RolloutState state, long millis) {
        int number = state.attempt().candidate().number();
        Limits patient = limits(Duration.ofHours(1), Duration.ZERO, Duration.ofHours(1));
        return state.looked(seen(null, ready(number)), Samples.T0, patient)
                .looked(seen(number, ready(number)), Samples.T0, patient)
                .looked(seen(number, ready(number)), Samples.T0.plusMillis(millis), patient);
    }

    private static RolloutState kept(RolloutState state, int seconds) {
        RolloutState now = state;
        for (int passed = 60; passed < seconds; passed += 60) {
            now = now.looked(seen(2, ready(1), ready(2)), Samples.T0.plusSeconds(passed), KEEPING);
        }
        return now.looked(seen(2, ready(1), ready(2)), Samples.T0.plusSeconds(seconds), KEEPING);
    }

    private static Limits limits(Duration soak, Duration keep, Duration interval) {
        return new Limits(Duration.ofSeconds(10), 3, soak, keep, interval, Duration.ofMinutes(1));
    }

    private static Goal serve(RevisionSpec spec) {
        return new Goal.Serve(spec.numbered(0));
    }

    private static RevisionSpec spec(int number, Strategy strategy) {
        String version = Integer.toString(number);
        return new RevisionSpec(
                number,
                version,
                "hello@sha256:" + version,
                1,
                ResourceTier.standard,
                strategy,
                8080,
                false,
                "/healthz",
                Map.of());
    }

    private static Observed seen(Integer route, RevisionStatus... revisions) {
        return new Observed("/i/ins_1/", route, List.of(revisions));
    }

    private static Observed unsettled(Integer route, RevisionStatus... revisions) {
        return new Observed("/i/ins_1/", route, false, false, List.of(revisions));
    }

    private static Observed paused(Integer route, RevisionStatus... revisions) {
        return new Observed("/i/ins_1/", route, true, true, List.of(revisions));
    }

    private static RevisionStatus drifted(int number) {
        return new RevisionStatus(
                number,
                "hello@sha256:" + number,
                Phase.ready,
                null,
                0,
                null,
                Samples.T0,
                null,
                List.of(),
                "Deployment scaled");
    }

    private static RevisionStatus restarted(int number) {
        return status(number, Phase.ready, null, 1);
    }

    private static RevisionStatus ready(int number) {
        return at(number, Phase.ready);
    }

    private static RevisionStatus at(int number, Phase phase) {
        return status(number, phase, null, 0);
    }

    private static RevisionStatus crashed(int number, int restarts) {
        return status(number, Phase.crashed, null, restarts);
    }

    private static RevisionStatus stalled(int number) {
        return status(number, Phase.pulling, "the registry is away", 0);
    }

    private static RevisionStatus status(int number, Phase phase, String stalled, int restarts) {
        return new RevisionStatus(
                number, "hello@sha256:" + number, phase, stalled, restarts, 1, Samples.T0, null, List.of());
    }

    private static String told(Action action) {
        return switch (action) {
            case Action.StartRevision start ->
                "StartRevision " + start.revision().number() + restoring(start.restores());
            case Action.MoveTraffic move -> "MoveTraffic " + move.revision() + restoring(move.restores());
            case Action.ClearTraffic clear -> "ClearTraffic " + clear.revision();
            case Action.StopOld stop -> "StopOld " + stop.revision();
            case Action.RemoveAll remove -> "RemoveAll " + remove.deleteData();
            case Action.Begin begin -> "Begin " + begin.candidate().number();
            case Action.FailRollout fail -> "FailRollout " + fail.reason();
            case Action.Park park -> "Park " + park.reason();
            case Action.Finish _, Action.Supersede _, Action.Removed _, Action.Await _, Action.Nothing _ ->
                action.getClass().getSimpleName();
        };
    }

    private static String restoring(String what) {
        return what == null ? "" : " (%s)".formatted(what);
    }

    private static Case row(String reason, RolloutState state, Goal goal, Observed observed, String action) {
        return new Case(reason, state, goal, observed, action, LIMITS);
    }

    record Case(String reason, RolloutState state, Goal goal, Observed observed, String action, Limits limits) {
        Case with(Limits other) {
            return new Case(reason, state, goal, observed, action, other);
        }

        @Override
        public String toString() {
            return reason;
        }
    }
}
