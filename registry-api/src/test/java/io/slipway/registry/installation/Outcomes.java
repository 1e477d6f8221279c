package io.slipway.registry.installation;

import java.time.Instant;
import java.util.List;

import io.slipway.contracts.InstallationIntent.ResourceTier;
import io.slipway.contracts.InstallationOutcome;
import io.slipway.contracts.InstallationOutcome.Condition;
import io.slipway.contracts.InstallationOutcome.Phase;
import io.slipway.contracts.InstallationOutcome.Rejected;
import io.slipway.contracts.InstallationOutcome.Revision;

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
                AT);
    }
}
