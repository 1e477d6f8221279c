package io.slipway.contracts;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.slipway.contracts.InstallationIntent.PinCause;
import io.slipway.contracts.InstallationIntent.ResourceTier;
import io.slipway.contracts.InstallationIntent.UpgradePolicy;
import io.slipway.contracts.InstallationOutcome.Condition;
import io.slipway.contracts.InstallationOutcome.Decision;
import io.slipway.contracts.InstallationOutcome.Phase;
import io.slipway.contracts.InstallationOutcome.Rejected;
import io.slipway.contracts.InstallationOutcome.Restored;
import io.slipway.contracts.InstallationOutcome.Revision;
import io.slipway.contracts.InstallationOutcome.Rollout;
import io.slipway.contracts.InstallationOutcome.RolloutRecord;
import io.slipway.contracts.InstallationOutcome.Step;

import static io.slipway.contracts.InstallationIntent.Desired.absent;
import static io.slipway.contracts.InstallationIntent.Desired.present;
import static io.slipway.contracts.InstallationOutcome.Phase.available;
import static io.slipway.contracts.InstallationOutcome.Phase.failed;
import static io.slipway.contracts.InstallationOutcome.Phase.progressing;
import static io.slipway.contracts.InstallationOutcome.Phase.removed;
import static io.slipway.contracts.InstallationOutcome.Phase.rolled_back;

/** One event of each type, out of the life of acme/hello: what the golden files hold, in Java. */
final class Samples {
    private static final Instant T0 = Instant.parse("2026-01-15T09:30:00Z");
    private static final Instant T1 = Instant.parse("2026-01-15T09:30:00.250Z");
    private static final Instant T2 = Instant.parse("2026-01-15T09:30:02.125Z");
    private static final String VERSION = "prv_01KF1Z8Q6Y4T0000000000";
    private static final String BUILD = "bld_01KF1Z8Q6Y4T0000000001";
    private static final String INSTALLATION = "ins_01KF1Z8Q6Y4T0000000002";
    private static final String SOURCE = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    private static final String IMAGE_1 =
            "acme/hello@sha256:1111111111111111111111111111111111111111111111111111111111111111";
    private static final String IMAGE_2 =
            "acme/hello@sha256:2222222222222222222222222222222222222222222222222222222222222222";
    private static final Revision FIRST = new Revision(1, "1.0.0", IMAGE_1, 1, ResourceTier.standard);
    private static final Revision SECOND = new Revision(2, "1.1.0", IMAGE_2, 1, ResourceTier.standard);

    private Samples() {}

    /** By the CloudEvents type, in the order of a story. */
    static Map<String, LifecycleEvent> all() {
        Map<String, LifecycleEvent> events = new LinkedHashMap<>();
        List.of(
                        new VersionEvent.VersionPublished(version(1, VersionState.Status.building, null)),
                        new VersionEvent.VersionReleased(version(2, VersionState.Status.published, null)),
                        new VersionEvent.VersionFailed(version(2, VersionState.Status.failed, null)),
                        new VersionEvent.VersionChanged(
                                version(
                                        3,
                                        VersionState.Status.yanked,
                                        new VersionState.Yank(VersionState.Yank.Level.move, "loses data on restart")),
                                "yank"),
                        new BuildEvent.BuildStarted(build(1, BuildState.Status.running)),
                        new BuildEvent.BuildSucceeded(build(2, BuildState.Status.succeeded)),
                        new BuildEvent.BuildFailed(build(2, BuildState.Status.failed)),
                        new InstallationEvent.InstallationRequested(intent(1, present, null, 1)),
                        new InstallationEvent.UpgradeRequested(intent(2, present, "1.1.0", 1)),
                        new InstallationEvent.InstallationChanged(intent(3, present, "1.1.0", 2), "config"),
                        new InstallationEvent.UninstallRequested(intent(4, absent, "1.1.0", 2)),
                        new RolloutEvent.RolloutStarted(outcome(3, progressing, SECOND, FIRST, null)),
                        new RolloutEvent.RolloutSucceeded(outcome(4, available, SECOND, SECOND, "succeeded")),
                        new RolloutEvent.RolloutFailed(outcome(4, failed, SECOND, null, "failed")),
                        new RolloutEvent.RolledBack(outcome(4, rolled_back, SECOND, FIRST, "rolled_back")),
                        new RolloutEvent.InstallationParked(outcome(4, Phase.pending, FIRST, FIRST, "superseded")),
                        new RolloutEvent.InstallationRestored(outcome(
                                5, available, SECOND, SECOND, "succeeded", new Restored("Deployment scaled", T2))),
                        new RolloutEvent.InstallationRemoved(outcome(5, removed, null, null, "succeeded")))
                .forEach(event -> events.put(EventTypes.nameOf(event), event));
        return events;
    }

    private static VersionState version(long sequence, VersionState.Status status, VersionState.Yank yank) {
        boolean built = status == VersionState.Status.published || status == VersionState.Status.yanked;
        return new VersionState(
                VERSION,
                "acme/hello",
                "1.1.0",
                sequence,
                status,
                BUILD,
                SOURCE,
                2048,
                "java25",
                "25.0.1",
                "runtimes/java25@sha256:0000000000000000000000000000000000000000000000000000000000000000",
                new VersionState.Manifest(
                        List.of("java", "Hello.java"),
                        8080,
                        "/healthz",
                        VersionState.Strategy.switch_,
                        schema(),
                        null,
                        false),
                built ? IMAGE_2 : null,
                built ? List.of(Map.of("name", "greeting", "configSchema", Map.of("type", "object"))) : null,
                false,
                yank,
                yank == null ? null : new VersionState.Deprecation("it answers slowly", "1.2.1"),
                status == VersionState.Status.failed ? "resources/greeting.json: not a JSON Schema" : null,
                T0,
                built ? T2 : null,
                List.of("acme/store"));
    }

    private static Map<String, Object> schema() {
        return Map.of("type", "object", "properties", Map.of("GREETING", Map.of("type", "string")));
    }

    private static BuildState build(long sequence, BuildState.Status status) {
        boolean built = status == BuildState.Status.succeeded;
        boolean broken = status == BuildState.Status.failed;
        return new BuildState(
                BUILD,
                VERSION,
                "acme/hello",
                "1.1.0",
                sequence,
                status,
                SOURCE,
                1,
                built ? IMAGE_2 : null,
                built ? List.of(Map.of("name", "greeting", "configSchema", Map.of("type", "object"))) : null,
                broken ? "schema_invalid" : null,
                broken ? "resources/greeting.json: not a JSON Schema" : null,
                T0,
                T1,
                built || broken ? T2 : null);
    }

    private static InstallationIntent intent(
            long sequence, InstallationIntent.Desired desired, String pin, int configRevision) {
        return new InstallationIntent(
                INSTALLATION,
                "globex",
                "production",
                "acme/hello",
                sequence,
                sequence,
                Math.min(sequence, 2),
                desired,
                false,
                desired == absent,
                pin == null ? "1.0.0" : pin,
                pin,
                pin == null ? null : PinCause.upgrade,
                UpgradePolicy.auto,
                null,
                ResourceTier.standard,
                configRevision,
                Map.of("GREETING", configRevision == 1 ? "hello" : "good morning"),
                "user@globex",
                T0,
                T1);
    }

    private static InstallationOutcome outcome(
            long sequence, Phase phase, Revision target, Revision serving, String result) {
        return outcome(sequence, phase, target, serving, result, null);
    }

    private static InstallationOutcome outcome(
            long sequence, Phase phase, Revision target, Revision serving, String result, Restored restored) {
        boolean bad = phase == failed || phase == rolled_back;
        Decision decision = new Decision(
                "auto_latest",
                Map.of("policy", "auto", "requested", "1.0.0"),
                T0,
                List.of(new Step(
                        "latest", "decided", "1.1.0 is the highest released version.", Map.of("latest", "1.1.0"))));
        Rollout rollout = new Rollout(
                "rol_01KF1Z8Q6Y4T0000000003",
                serving == FIRST || serving == SECOND ? "1.0.0" : null,
                "1.1.0",
                "user@globex",
                result,
                bad ? "health_deadline" : null,
                T1,
                result == null ? null : T2);
        return new InstallationOutcome(
                INSTALLATION,
                "globex",
                "acme/hello",
                sequence,
                2,
                2,
                phase,
                target,
                serving,
                serving == SECOND ? FIRST : null,
                decision,
                bad ? List.of(new Rejected("1.1.0", IMAGE_2, 1, "health_deadline", T2)) : List.of(),
                List.of(condition(phase, bad)),
                rollout,
                serving == null ? null : "/i/" + INSTALLATION + "/",
                serving == null ? 0 : 1,
                serving == null ? 0 : 1,
                T2,
                List.of(new RolloutRecord(2, rollout, decision)),
                restored);
    }

    private static Condition condition(Phase phase, boolean bad) {
        return new Condition(
                "Ready",
                phase == available || phase == rolled_back || phase == progressing ? "True" : "False",
                bad ? "HealthDeadline" : "AsWanted",
                bad ? "1.1.0 did not become healthy within 60 s; fix it and publish again" : "",
                T2);
    }
}
