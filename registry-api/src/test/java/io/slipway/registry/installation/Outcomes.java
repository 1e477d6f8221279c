package io.slipway.registry.installation;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.slipway.contracts.InstallationIntent.ResourceTier;
import io.slipway.contracts.InstallationOutcome;
import io.slipway.contracts.InstallationOutcome.Condition;
import io.slipway.contracts.InstallationOutcome.Decision;
import io.slipway.contracts.InstallationOutcome.Phase;
import io.slipway.contracts.InstallationOutcome.Rejected;
import io.slipway.contracts.InstallationOutcome.Revision;
import io.slipway.contracts.InstallationOutcome.Rollout;
import io.slipway.contracts.InstallationOutcome.RolloutRecord;
import io.slipway.contracts.InstallationOutcome.Step;

/** What deployer would tell. */
public final class Outcomes {
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    private Outcomes() {}

    public static Revision revision(int number, String version) {
        return revision(number, version, 1);
    }

    public static Revision revision(int number, String version, int configRevision) {
        return new Revision(number, version, "image:" + version, configRevision, ResourceTier.standard);
    }

    public static InstallationOutcome available(String id, long sequence, long generation, Revision serving) {
        return outcome(id, sequence, generation, Phase.available, serving, serving, null);
    }

    /** @param rejected a version that failed here; null for none */
    public static InstallationOutcome outcome(
            String id,
            long sequence,
            long generation,
            Phase phase,
            Revision target,
            Revision serving,
            String rejected) {
        return new InstallationOutcome(
                id,
                "acme",
                "acme/hello",
                sequence,
                generation,
                1,
                phase,
                target,
                serving,
                null,
                null,
                rejected == null ? List.of() : List.of(new Rejected(rejected, "image:" + rejected, 1, "no health", AT)),
                List.of(new Condition("Ready", "True", "Serving", "It is " + phase + ".", AT)),
                null,
                serving == null ? null : "/i/" + id + "/",
                1,
                serving == null ? 0 : 1,
                AT,
                null,
                null);
    }

    /** @param result null while it runs */
    public static RolloutRecord rollout(long number, String id, String from, String to, String result) {
        Instant begun = AT.plusSeconds(10 * number);
        Rollout rollout = new Rollout(
                id,
                from,
                to,
                "tok_1",
                result,
                result == null || result.equals("succeeded") ? null : "CrashLoop",
                begun,
                result == null ? null : begun.plusMillis(2500));
        return new RolloutRecord(
                number,
                rollout,
                new Decision(
                        "manual",
                        Map.of("requested", to),
                        begun,
                        List.of(new Step("policy", "decided", "It runs " + to + ".", Map.of("policy", "manual")))));
    }

    /** Where somebody else had changed something. */
    public static InstallationOutcome restored(InstallationOutcome outcome, String what) {
        return new InstallationOutcome(
                outcome.id(),
                outcome.organization(),
                outcome.provider(),
                outcome.sequence(),
                outcome.observedGeneration(),
                outcome.rolloutSequence(),
                outcome.phase(),
                outcome.target(),
                outcome.serving(),
                outcome.previous(),
                outcome.decision(),
                outcome.rejected(),
                outcome.conditions(),
                outcome.rollout(),
                outcome.urlPath(),
                outcome.replicas(),
                outcome.readyReplicas(),
                outcome.updatedAt(),
                outcome.recent(),
                new InstallationOutcome.Restored(what, AT));
    }

    /** @param recent oldest first */
    public static InstallationOutcome with(InstallationOutcome outcome, RolloutRecord... recent) {
        RolloutRecord last = recent[recent.length - 1];
        return new InstallationOutcome(
                outcome.id(),
                outcome.organization(),
                outcome.provider(),
                outcome.sequence(),
                outcome.observedGeneration(),
                last.number(),
                outcome.phase(),
                outcome.target(),
                outcome.serving(),
                outcome.previous(),
                last.decision(),
                outcome.rejected(),
                outcome.conditions(),
                last.rollout(),
                outcome.urlPath(),
                outcome.replicas(),
                outcome.readyReplicas(),
                outcome.updatedAt(),
                List.of(recent),
                outcome.restored());
    }
}
