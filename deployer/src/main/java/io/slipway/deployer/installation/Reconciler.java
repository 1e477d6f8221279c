package io.slipway.deployer.installation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.contracts.EntityId;
import io.slipway.contracts.InstallationIntent;
import io.slipway.contracts.InstallationIntent.Desired;
import io.slipway.contracts.InstallationOutcome;
import io.slipway.contracts.VersionState;
import io.slipway.deployer.cluster.Cluster;
import io.slipway.deployer.cluster.ClusterException;
import io.slipway.deployer.cluster.FencedException;
import io.slipway.deployer.cluster.Observed;
import io.slipway.deployer.cluster.Placement;
import io.slipway.deployer.cluster.RefusedException;
import io.slipway.deployer.cluster.RevisionSpec;
import io.slipway.deployer.installation.StatusFactory.Facts;
import io.slipway.deployer.policy.Choice;
import io.slipway.deployer.policy.PolicyInput;
import io.slipway.deployer.policy.Release;
import io.slipway.deployer.policy.UpgradePolicy;
import io.slipway.deployer.rollout.Action;
import io.slipway.deployer.rollout.Action.ClusterAction;
import io.slipway.deployer.rollout.Action.RecordAction;
import io.slipway.deployer.rollout.Goal;
import io.slipway.deployer.rollout.RolloutPlan;
import io.slipway.deployer.rollout.RolloutState;
import io.slipway.deployer.secret.SecretMarks;
import io.slipway.deployer.secret.Secrets;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * One look at one installation: observes, asks policy and plan for the next thing, does it, until there is something to
 * record or to wait for. It blocks, and runs on a virtual thread outside any transaction.
 */
@ApplicationScoped
class Reconciler {
    private static final Logger LOG = Logger.getLogger(Reconciler.class);
    /** More than any sequence of cluster actions needs; a plan that wants more goes on in the next pass. */
    private static final int MAX_STEPS = 6;
    /** Faults in a row before they are shown: a restarting node is not worth a word. */
    private static final int SHOWN_FAILURES = 4;

    private final Cluster cluster;
    private final ChooseTarget targets;
    private final Secrets secrets;
    private final StatusFactory statuses;
    private final ReconcileConfig config;
    private final Clock clock;

    Reconciler(
            Cluster cluster,
            ChooseTarget targets,
            Secrets secrets,
            StatusFactory statuses,
            ReconcileConfig config,
            Clock clock) {
        this.cluster = cluster;
        this.targets = targets;
        this.secrets = secrets;
        this.statuses = statuses;
        this.config = config;
        this.clock = clock;
    }

    /** @throws FencedException when somebody newer has taken over */
    Pass reconcile(Claim claim, List<VersionState> versions) {
        MDC.put("entity", claim.id());
        try {
            return look(claim, versions);
        } catch (FencedException e) {
            throw e;
        } catch (ClusterException e) {
            return forgotten(claim, versions, e).orElseGet(() -> fault(claim, e));
        } finally {
            MDC.remove("entity");
        }
    }

    private Pass look(Claim claim, List<VersionState> versions) {
        Observed observed = cluster.observe(placement(claim), claim.state().revisions());
        RolloutState state = claim.state().heard(claim.intent()).looked(observed, clock.instant(), config.limits());
        PolicyInput input =
                new PolicyInput(claim.intent(), versions, state.remembered(), release(state.serving(), versions));
        Choice chosen = targets.choose(
                input, state.attempt() == null ? null : release(state.attempt().candidate(), versions));
        Goal goal = new Goals(secrets).of(chosen.target(), input, state);
        Choice choice = chosen.explained(input, Goals.misfit(goal));
        state = state.freed(goal, observed);
        for (int step = 0; step < MAX_STEPS; step++) {
            Action action = RolloutPlan.next(state, goal, observed, config.limits());
            switch (action) {
                case ClusterAction change -> {
                    perform(claim, change);
                    state = asked(claim, state, change);
                    observed = cluster.observe(placement(claim), state.revisions());
                    state = state.repaired(observed);
                    if (change instanceof Action.RemoveAll && !observed.nothing()) {
                        Facts facts = new Facts(claim.intent(), state, choice, goal, observed);
                        return pass(claim, facts, new Action.Await("the end of what runs"));
                    }
                }
                case RecordAction record -> {
                    RolloutState after = record(claim, state, record, choice);
                    return pass(claim, new Facts(claim.intent(), after, choice, goal, observed), record);
                }
                case Action.Await _, Action.Nothing _ -> {
                    return pass(claim, new Facts(claim.intent(), state, choice, goal, observed), action);
                }
            }
        }
        return pass(claim, new Facts(claim.intent(), state, choice, goal, observed), new Action.Await("more steps"));
    }

    private void perform(Claim claim, ClusterAction action) {
        LOG.debugf("%s: %s", claim.id(), action);
        switch (action) {
            case Action.StartRevision start ->
                cluster.start(placement(claim), claim.fence(), whole(claim, start.revision()));
            case Action.MoveTraffic move -> cluster.route(placement(claim), claim.fence(), move.revision());
            case Action.ClearTraffic _ -> cluster.unroute(placement(claim), claim.fence());
            case Action.StopOld stop -> cluster.stop(claim.id(), claim.fence(), stop.revision());
            case Action.RemoveAll remove -> cluster.remove(claim.id(), claim.fence(), remove.deleteData());
        }
    }

    private RolloutState asked(Claim claim, RolloutState state, ClusterAction action) {
        return switch (action) {
            case Action.StartRevision(RevisionSpec revision, String what)
            when what != null -> restoring(claim, state, revision.number(), what);
            case Action.MoveTraffic(int revision, String what)
            when what != null -> restoring(claim, state, revision, what);
            case Action.RemoveAll remove -> state.askedToRemove(remove.deleteData());
            case Action.StartRevision _, Action.MoveTraffic _, Action.ClearTraffic _, Action.StopOld _ -> state;
        };
    }

    private RolloutState restoring(Claim claim, RolloutState state, int revision, String what) {
        LOG.infof("%s: revision %d was changed by somebody else (%s), and is put back", claim.id(), revision, what);
        return state.restoring(revision, what, clock.instant());
    }

    private static Placement placement(Claim claim) {
        InstallationIntent intent = claim.intent();
        return new Placement(claim.id(), intent.organization(), intent.environment(), intent.provider());
    }

    /** With the values of its secrets, for this one call: nobody remembers it so. */
    private RevisionSpec whole(Claim claim, RevisionSpec revision) {
        return secrets.of(claim.id(), revision.configRevision(), SecretMarks.in(revision.environment()))
                .map(values -> revision.in(SecretMarks.resolved(revision.environment(), values)))
                .orElseThrow(() -> new SecretsMissingException(revision.configRevision()));
    }

    private RolloutState record(Claim claim, RolloutState state, RecordAction action, Choice choice) {
        LOG.infof("%s: %s", claim.id(), action);
        return switch (action) {
            case Action.Begin begin -> {
                Instant now = clock.instant();
                yield state.began(
                        begin.candidate(), EntityId.create("rol_", clock), claim.intent(), choice.decided(now), now);
            }
            case Action.FailRollout fail -> state.failed(fail.reason(), fail.message(), clock.instant());
            case Action.Supersede _ -> state.superseded(clock.instant());
            case Action.Finish _ -> state.finished(clock.instant());
            case Action.Park park -> state.parkedFor(park.reason());
            case Action.Removed _ -> state.gone();
        };
    }

    private Pass pass(Claim claim, Facts facts, Action last) {
        InstallationOutcome outcome = statuses.outcome(facts, claim.outcome());
        Announcement announcement = Announcement.of(last, facts, outcome);
        boolean untold = facts.state().untold() != null && !(last instanceof RecordAction);
        if (announcement == null && untold) {
            return restored(claim, facts, last);
        }
        RolloutState state =
                announcement == null ? facts.state() : facts.state().told(outcome.observedGeneration());
        // One event for each pass: what was put back is told by the next.
        return new Pass(state, outcome, announcement, untold ? config.interval() : delay(facts, last), 0);
    }

    private Pass restored(Claim claim, Facts facts, Action last) {
        RolloutState state = facts.state().restorationTold(clock.instant());
        Facts told = new Facts(facts.intent(), state, facts.choice(), facts.goal(), facts.observed());
        InstallationOutcome outcome = statuses.outcome(told, claim.outcome());
        return new Pass(state, outcome, Announcement.restored, delay(facts, last), 0);
    }

    private Duration delay(Facts facts, Action last) {
        return switch (last) {
            case RecordAction _ -> Duration.ZERO;
            case ClusterAction _ -> config.interval();
            case Action.Await await -> await.next() == null ? config.interval() : between(await.next());
            case Action.Nothing _ -> facts.state().removed() ? null : jittered(pause(facts));
        };
    }

    private Duration between(Duration next) {
        if (next.compareTo(config.interval()) < 0) {
            return config.interval();
        }
        return next.compareTo(config.slowInterval()) < 0 ? next : jittered(config.slowInterval());
    }

    private Duration pause(Facts facts) {
        return facts.choice().provisional() || Goals.waitsForSecrets(facts.goal())
                ? config.longestBackoff()
                : config.slowInterval();
    }

    /** An uninstall by force does not wait for ever for a cluster that is gone; one that answers is waited for. */
    private Optional<Pass> forgotten(Claim claim, List<VersionState> versions, ClusterException e) {
        InstallationIntent intent = claim.intent();
        boolean given = intent.desired() == Desired.absent
                && intent.force()
                && !claim.state().removed()
                && claim.failures() + 1 >= config.forceAfter();
        if (!given || answers()) {
            return Optional.empty();
        }
        LOG.warnf("%s: removed by force, the cluster does not answer: %s", claim.id(), e.getMessage());
        RolloutState before = claim.state().heard(intent);
        PolicyInput input = new PolicyInput(intent, versions, before.remembered(), release(before.serving(), versions));
        Choice choice = UpgradePolicy.choose(input).explained(input, null);
        RolloutState state = (before.attempt() == null ? before : before.superseded(clock.instant())).gone();
        Goal goal = new Goal.Gone(intent.deleteData());
        InstallationOutcome outcome =
                statuses.forgotten(new Facts(intent, state, choice, goal, Observed.NOTHING), claim.outcome());
        return Optional.of(new Pass(state.told(outcome.observedGeneration()), outcome, Announcement.removed, null, 0));
    }

    private boolean answers() {
        try {
            cluster.check();
            return true;
        } catch (ClusterException e) {
            LOG.debugf("the cluster does not answer: %s", e.getMessage());
            return false;
        }
    }

    private Pass fault(Claim claim, ClusterException e) {
        // Who refuses has answered: that is no reason to give the cluster up.
        int failures =
                e instanceof RefusedException ? Math.min(claim.failures() + 1, SHOWN_FAILURES) : claim.failures() + 1;
        LOG.warnf("%s: fault %d: %s", claim.id(), failures, e.getMessage());
        InstallationOutcome outcome = failures < SHOWN_FAILURES ? claim.outcome() : unreachable(claim, e);
        long most = config.longestBackoff().toMillis();
        long pause = Math.min(most, config.interval().toMillis() << Math.min(failures, 16));
        return new Pass(claim.state(), outcome, null, jittered(Duration.ofMillis(pause)), failures);
    }

    private InstallationOutcome unreachable(Claim claim, ClusterException e) {
        if (e instanceof RefusedException refused) {
            return statuses.stalled(claim.outcome(), refused.reason(), refused.getMessage());
        }
        return e instanceof SecretsMissingException
                ? statuses.stalled(claim.outcome(), SecretsMissingException.REASON, SecretsMissingException.MESSAGE)
                : statuses.stalled(
                        claim.outcome(),
                        "ClusterUnreachable",
                        "The cluster cannot be asked. It is tried again by itself.");
    }

    private static Duration jittered(Duration pause) {
        return pause.plusMillis(ThreadLocalRandom.current().nextLong(pause.toMillis() / 4 + 1));
    }

    private static VersionState.Manifest remembered(RevisionSpec serving) {
        int port = serving.port() == null ? 0 : serving.port();
        return new VersionState.Manifest(
                List.of(), port, serving.health(), serving.strategy(), Map.of(), null, serving.data());
    }

    /** What serves may have left the registry's list: it can still be run from what is remembered. */
    private static Release release(RevisionSpec serving, List<VersionState> versions) {
        if (serving == null) {
            return null;
        }
        return versions.stream()
                .filter(version -> version.version().equals(serving.version())
                        && serving.image().equals(version.image()))
                .findFirst()
                .map(Release::of)
                .orElseGet(() -> new Release(serving.version(), serving.image(), remembered(serving)));
    }
}
