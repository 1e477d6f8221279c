package io.slipway.deployer.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

import io.slipway.contracts.InstallationIntent;
import io.slipway.contracts.InstallationIntent.Desired;
import io.slipway.contracts.InstallationIntent.PinCause;
import io.slipway.contracts.VersionState;
import io.slipway.contracts.VersionState.Status;
import io.slipway.deployer.policy.Target.Absent;
import io.slipway.deployer.policy.Target.Keep;
import io.slipway.deployer.policy.Target.Run;
import io.slipway.deployer.policy.Target.Wait;

/**
 * Which version an installation should run. A pin goes before everything; a manual installation runs what was asked for
 * last; an automatic one follows the latest: the provider's active version when one is set, else the highest published
 * one that is no pre-release and not yanked. Never downward by itself, except away from a version yanked with level
 * {@code move}. What was rejected here is passed over. A hold for want of access is no version of its own: it stays where it
 * is.
 */
public final class UpgradePolicy {
    private UpgradePolicy() {}

    public static Choice choose(PolicyInput input) {
        if (input.intent().desired() == Desired.absent) {
            return new Choice(new Absent(input.intent().deleteData()), "absent", Map.of());
        }
        if (input.intent().pinCause() == PinCause.access) {
            return held(input);
        }
        if (input.intent().pin() != null) {
            return byHand(input, "pin", input.intent().pin());
        }
        return switch (input.intent().upgradePolicy()) {
            case manual -> byHand(input, "manual", input.intent().version());
            case auto -> auto(input);
        };
    }

    /**
     * For a tenant that may no longer see the provider: what serves stays, whatever registry-api took for it when it set the
     * pin. What never served is brought up as it was asked for.
     */
    public static Choice held(PolicyInput input) {
        if (input.current() != null) {
            return choice(input, "access", stay(input));
        }
        return byHand(
                input,
                "access",
                input.intent().pin() == null
                        ? input.intent().version()
                        : input.intent().pin());
    }

    /**
     * For a version that requires what is not installed beside it: it waits until that is there. What was asked for by hand
     * was found complete, so where nothing serves yet it comes up meanwhile.
     */
    public static Choice lacking(PolicyInput input, String version, List<String> missing) {
        if (input.current() == null && !version.equals(input.intent().version())) {
            return byHand(input, "auto_requested", input.intent().version());
        }
        String names = String.join(", ", missing);
        Choice parked = choice(
                input,
                "dependency_missing",
                new Wait(
                        true,
                        "DependencyMissing",
                        "Version %s requires %s: install what is missing in the environment %s, then it is taken by itself."
                                .formatted(version, names, input.intent().environment()),
                        input.current() != null && stay(input) instanceof Run(Release release) ? release : null));
        Map<String, Object> inputs = new LinkedHashMap<>(parked.inputs());
        inputs.put("version", version);
        inputs.put("missing", missing);
        return new Choice(parked.target(), parked.rule(), inputs);
    }

    /** Whether nobody asked for it: what registry-api took a request for, it has found open to the tenant. */
    public static boolean movesByItself(PolicyInput input, Choice choice) {
        return input.intent().pin() == null
                && input.intent().upgradePolicy() == InstallationIntent.UpgradePolicy.auto
                && choice.target() instanceof Run(Release release)
                && !serves(input, release.version())
                && !(input.current() == null
                        && release.version().equals(input.intent().version()));
    }

    private static Choice byHand(PolicyInput input, String rule, String version) {
        Optional<VersionState> known = input.known(version);
        if (known.isEmpty()) {
            return choice(input, rule, serves(input, version) ? stay(input) : unknown(version));
        }
        Optional<Wait> obstacle = obstacle(known.get());
        if (obstacle.isPresent()) {
            return choice(input, rule, obstacle.get());
        }
        if (input.rejected(known.get().image())) {
            return choice(input, "rejected", new Keep());
        }
        return choice(input, rule, new Run(Release.of(known.get())));
    }

    private static Choice auto(PolicyInput input) {
        Optional<VersionState> active =
                input.versions().stream().filter(VersionState::active).findFirst();
        Optional<VersionState> best =
                best(input, active, version -> !input.passedOver(version.version(), version.image()));
        if (input.current() == null) {
            return best.map(version -> choice(input, ruleOf(active), new Run(Release.of(version))))
                    .orElseGet(
                            () -> byHand(input, "auto_requested", input.intent().version()));
        }
        if (best.isPresent() && !serves(input, best.get().version())) {
            String rule = input.leavesYanked() ? "auto_leave_yanked" : ruleOf(active);
            return choice(input, rule, new Run(Release.of(best.get())));
        }
        String requested = input.intent().version();
        if (input.known(requested).isEmpty()
                && VersionOrder.higher(requested, input.current().version())) {
            return choice(input, "auto_requested", unknown(requested));
        }
        boolean skipped = best(input, active, _ -> true)
                .filter(version -> !serves(input, version.version()))
                .isPresent();
        return choice(input, skipped ? "rejected" : "auto_stay", stay(input));
    }

    /** The latest of those that may be taken from here. */
    private static Optional<VersionState> best(
            PolicyInput input, Optional<VersionState> active, Predicate<VersionState> accepted) {
        String floor = input.current() == null
                ? input.intent().version()
                : input.current().version();
        return input.versions().stream()
                .filter(UpgradePolicy::good)
                .filter(version -> active.map(version::equals).orElse(!VersionOrder.preRelease(version.version())))
                .filter(version ->
                        VersionOrder.inRange(version.version(), input.intent().versionRange()))
                .filter(version -> input.leavesYanked() || !VersionOrder.lower(version.version(), floor))
                .filter(accepted)
                .max(VersionOrder.BY_NUMBER);
    }

    /** Whether a rule may choose it; what a hand names needs less. */
    public static boolean good(VersionState version) {
        return version.status() == Status.published && version.image() != null && version.yank() == null;
    }

    /** Whether automatic installations leave it, also downward. */
    static boolean movesAway(VersionState version) {
        return version.yank() != null && version.yank().level() == VersionState.Yank.Level.move;
    }

    private static String ruleOf(Optional<VersionState> active) {
        return active.isPresent() ? "auto_active" : "auto_latest";
    }

    /** The version that serves, with the config that is wanted now unless just that was rejected. */
    private static Target stay(PolicyInput input) {
        return input.rejected(input.current().image()) ? new Keep() : new Run(input.current());
    }

    private static boolean serves(PolicyInput input, String version) {
        return input.current() != null && input.current().version().equals(version);
    }

    private static Wait unknown(String version) {
        return new Wait(
                false,
                "VersionUnknown",
                "Version %s is not known here yet; it is taken as soon as it is heard of.".formatted(version));
    }

    private static Optional<Wait> obstacle(VersionState version) {
        String name = version.version();
        return switch (version.status()) {
            case building ->
                Optional.of(new Wait(
                        false,
                        "VersionBuilding",
                        "Version %s is being built; it is taken when it is published.".formatted(name)));
            case failed ->
                Optional.of(new Wait(
                        true,
                        "VersionFailed",
                        "The build of version %s failed: publish it again, or upgrade to another version."
                                .formatted(name)));
            case published, yanked ->
                version.image() == null
                        ? Optional.of(new Wait(
                                true,
                                "VersionWithoutImage",
                                "Version %s has no image: upgrade to another version.".formatted(name)))
                        : Optional.empty();
        };
    }

    private static Choice choice(PolicyInput input, String rule, Target target) {
        Map<String, Object> inputs = new LinkedHashMap<>();
        inputs.put("policy", input.intent().upgradePolicy().name());
        inputs.put("pin", input.intent().pin());
        inputs.put("requested", input.intent().version());
        inputs.put("range", input.intent().versionRange());
        inputs.put("current", input.current() == null ? null : input.current().version());
        inputs.put("rejected", rejectedVersions(input));
        inputs.values().removeIf(Objects::isNull);
        return new Choice(target, rule, inputs);
    }

    private static List<String> rejectedVersions(PolicyInput input) {
        List<String> versions = input.standing().stream()
                .map(Rejection::version)
                .distinct()
                .sorted()
                .toList();
        return versions.isEmpty() ? null : versions;
    }
}
