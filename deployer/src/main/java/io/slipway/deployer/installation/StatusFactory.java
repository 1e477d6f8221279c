package io.slipway.deployer.installation;

import java.time.Clock;
import java.time.Instant;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.contracts.InstallationIntent;
import io.slipway.contracts.InstallationOutcome;
import io.slipway.contracts.InstallationOutcome.Condition;
import io.slipway.contracts.InstallationOutcome.Decision;
import io.slipway.contracts.InstallationOutcome.Phase;
import io.slipway.contracts.InstallationOutcome.Revision;
import io.slipway.deployer.cluster.Observed;
import io.slipway.deployer.cluster.RevisionSpec;
import io.slipway.deployer.policy.Choice;
import io.slipway.deployer.policy.Rejection;
import io.slipway.deployer.rollout.Goal;
import io.slipway.deployer.rollout.RolloutState;

/** The one place where an outcome is made. What has not changed keeps its times, so that equal states are equal. */
@ApplicationScoped
class StatusFactory {
    private final Clock clock;

    StatusFactory(Clock clock) {
        this.clock = clock;
    }

    /** What one pass knows at its end. */
    record Facts(InstallationIntent intent, RolloutState state, Choice choice, Goal goal, Observed observed) {

        /** What has, or should have, the requests: a candidate has them before its rollout has succeeded. */
        RevisionSpec answering() {
            RevisionSpec candidate =
                    state.attempt() == null ? null : state.attempt().candidate();
            return observed.routes(candidate) ? candidate : state.serving();
        }
    }

    /** @return the outcome before when nothing has changed, else one with the next sequence */
    InstallationOutcome outcome(Facts facts, InstallationOutcome before) {
        Phase phase = phase(facts);
        List<Condition> conditions = Conditions.of(facts, phase);
        return next(make(facts, phase, conditions, before), before);
    }

    /** As before, but something is in the way of all that could be done. */
    InstallationOutcome stalled(InstallationOutcome before, String reason, String message) {
        if (before == null) {
            return null;
        }
        List<Condition> conditions = Conditions.stalled(before.conditions(), reason, message);
        return next(with(before, conditions, before.sequence(), before.updatedAt()), before);
    }

    /** Removed without the cluster: what may be left there is said. */
    InstallationOutcome forgotten(Facts facts, InstallationOutcome before) {
        Phase phase = phase(facts);
        List<Condition> conditions = Conditions.stalled(
                Conditions.of(facts, phase),
                "ClusterUnreachable",
                "The cluster did not answer, and it was uninstalled by force: what ran may be there still, with its data. Delete there"
                        + " by hand what belongs to %s."
                                .formatted(facts.intent().id()));
        return next(make(facts, phase, conditions, before), before);
    }

    private InstallationOutcome make(Facts facts, Phase phase, List<Condition> conditions, InstallationOutcome before) {
        InstallationIntent intent = facts.intent();
        RolloutState state = facts.state();
        return new InstallationOutcome(
                intent.id(),
                intent.organization(),
                intent.provider(),
                before == null ? 0 : before.sequence(),
                observedGeneration(facts, before),
                state.rollouts(),
                phase,
                contract(
                        state.attempt() == null
                                ? state.serving()
                                : state.attempt().candidate()),
                contract(state.serving()),
                contract(state.previous()),
                decision(facts.choice(), before),
                state.rejections().stream().map(Rejection::toContract).toList(),
                conditions,
                state.last(),
                urlPath(facts, before),
                facts.goal() instanceof Goal.Gone || facts.answering() == null ? 0 : 1,
                facts.observed().ready(facts.answering()) && facts.observed().routes(facts.answering()) ? 1 : 0,
                before == null ? null : before.updatedAt(),
                state.recent(),
                state.restored());
    }

    /** A rollout that ended while something else was already wanted answers the generation that it was for. */
    private static long observedGeneration(Facts facts, InstallationOutcome before) {
        boolean another = facts.state().attempt() == null
                && facts.goal().wanted() != null
                && !facts.goal().wanted().runsTheSameAs(facts.state().serving());
        if (!another) {
            return facts.intent().generation();
        }
        return before == null ? 0 : before.observedGeneration();
    }

    private InstallationOutcome next(InstallationOutcome made, InstallationOutcome before) {
        Instant now = clock.instant();
        List<Condition> dated =
                Conditions.dated(made.conditions(), before == null ? List.of() : before.conditions(), now);
        InstallationOutcome candidate = with(made, dated, made.sequence(), made.updatedAt());
        return candidate.equals(before) ? before : with(made, dated, made.sequence() + 1, now);
    }

    private Decision decision(Choice choice, InstallationOutcome before) {
        Decision last = before == null ? null : before.decision();
        boolean same = last != null
                && last.rule().equals(choice.rule())
                && last.inputs().equals(choice.inputs())
                && choice.steps().equals(last.steps());
        return same ? last : choice.decided(clock.instant());
    }

    private static Phase phase(Facts facts) {
        RolloutState state = facts.state();
        if (facts.goal() instanceof Goal.Gone) {
            return state.removed() ? Phase.removed : Phase.removing;
        }
        if (state.attempt() != null) {
            return Phase.progressing;
        }
        if (state.failure() != null) {
            return state.serving() == null ? Phase.failed : Phase.rolled_back;
        }
        if (state.serving() == null) {
            // What is wanted was rejected before the last request by hand, which named another version.
            return facts.goal() instanceof Goal.Keep ? Phase.failed : Phase.pending;
        }
        return Phase.available;
    }

    private static String urlPath(Facts facts, InstallationOutcome before) {
        if (facts.state().serving() == null) {
            return null;
        }
        if (facts.observed().urlPath() != null) {
            return facts.observed().urlPath();
        }
        return before == null ? null : before.urlPath();
    }

    private static Revision contract(RevisionSpec spec) {
        return spec == null ? null : spec.toContract();
    }

    private static InstallationOutcome with(
            InstallationOutcome o, List<Condition> conditions, long sequence, Instant updatedAt) {
        return new InstallationOutcome(
                o.id(),
                o.organization(),
                o.provider(),
                sequence,
                o.observedGeneration(),
                o.rolloutSequence(),
                o.phase(),
                o.target(),
                o.serving(),
                o.previous(),
                o.decision(),
                o.rejected(),
                conditions,
                o.rollout(),
                o.urlPath(),
                o.replicas(),
                o.readyReplicas(),
                updatedAt,
                o.recent(),
                o.restored());
    }
}
