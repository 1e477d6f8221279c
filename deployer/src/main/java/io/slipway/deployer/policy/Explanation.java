package io.slipway.deployer.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

import io.slipway.contracts.InstallationIntent;
import io.slipway.contracts.InstallationOutcome.Step;
import io.slipway.contracts.VersionState;

/**
 * Why a choice came out as it did: every rule in the order in which they are looked at, each with what it looked at. Holds
 * nothing that changes from look to look while the choice stays, such as times: equal decisions are equal.
 */
public final class Explanation {
    private static final String DECIDED = "decided";
    private static final String PASSED = "passed";
    private static final String EXCLUDED = "excluded";
    private static final String SKIPPED = "skipped";

    private final PolicyInput input;
    private final Choice choice;
    private final String misfit;
    private final String decider;
    private final List<Step> steps = new ArrayList<>();

    private Explanation(PolicyInput input, Choice choice, String misfit) {
        this.input = input;
        this.choice = choice;
        this.misfit = misfit;
        this.decider = misfit == null ? decider(choice.rule()) : "config";
    }

    /** @param misfit why the chosen version does not take the config; null when it does */
    public static List<Step> of(PolicyInput input, Choice choice, String misfit) {
        return new Explanation(input, choice, misfit).steps();
    }

    /** Which of the steps a choice's rule belongs to. */
    static String decider(String rule) {
        return switch (rule) {
            case "absent" -> "desired";
            case "access", "access_unknown" -> "access";
            case "pin" -> "pin";
            case "manual", "auto_requested" -> "policy";
            case "auto_active" -> "active";
            case "auto_leave_yanked" -> "yank";
            case "dependency_missing" -> "dependency";
            case "auto_latest", "auto_stay" -> "latest";
            default -> rule;
        };
    }

    private List<Step> steps() {
        byHand();
        if (follows()) {
            automatic();
        } else {
            List.of("active", "latest", "range", "yank").forEach(rule -> add(rule, SKIPPED, null, Map.of()));
        }
        atLast();
        return List.copyOf(steps);
    }

    private void byHand() {
        InstallationIntent intent = input.intent();
        boolean absent = intent.desired() == InstallationIntent.Desired.absent;
        step("desired", inputs("desired", intent.desired().name()), absent ? "It is to be removed." : "It is wanted.");
        step("access", Map.of(), access());
        step(
                "pin",
                inputs(
                        "pin",
                        intent.pin(),
                        "cause",
                        intent.pinCause() == null ? null : intent.pinCause().name()),
                intent.pin() == null
                        ? "Nothing is pinned."
                        : "Pinned to %s: no policy leads away from it until the hold is released."
                                .formatted(intent.pin()));
        boolean manual = intent.upgradePolicy() == InstallationIntent.UpgradePolicy.manual;
        step(
                "policy",
                inputs("policy", intent.upgradePolicy().name(), "requested", intent.version()),
                (manual ? "It runs what was asked for last, %s." : "It follows the latest; asked for last was %s.")
                        .formatted(intent.version()));
    }

    private String access() {
        return switch (choice.rule()) {
            case "access" -> "The provider is no longer open to the organization: it keeps running what it runs.";
            case "access_unknown" ->
                "Nobody could tell whether the provider is still open: it stays until that is known.";
            default -> "The provider is open to the organization, or nothing new is taken.";
        };
    }

    private boolean follows() {
        return switch (decider(choice.rule())) {
            case "desired", "access", "pin" -> false;
            default ->
                input.intent().pin() == null && input.intent().upgradePolicy() == InstallationIntent.UpgradePolicy.auto;
        };
    }

    private void automatic() {
        String active = input.versions().stream()
                .filter(VersionState::active)
                .map(VersionState::version)
                .findFirst()
                .orElse(null);
        step(
                "active",
                inputs("active", active),
                active == null
                        ? "The provider has no active version."
                        : "The provider's active version is %s.".formatted(active));
        latest(active);
        String range = input.intent().versionRange();
        exclude("range", "range", range, state -> !VersionOrder.inRange(state.version(), range));
        exclude("yank", "leaves", leaves(), state -> state.yank() != null);
        exclude("rejected", null, null, state -> input.passedOver(state.version(), state.image()));
    }

    private void latest(String active) {
        String current = input.current() == null ? null : input.current().version();
        String chosen = chosen();
        if (active != null && !decider.equals("latest")) {
            add("latest", SKIPPED, "The active version goes before the highest one.", Map.of());
            return;
        }
        boolean stays = choice.rule().equals("auto_stay");
        step(
                "latest",
                inputs("current", current, "chosen", chosen),
                stays || chosen == null
                        ? "Nothing newer may be taken; by itself it never goes down."
                        : "%s is the highest that may be taken.".formatted(chosen));
    }

    /** Null when nothing newer is. What waits for a requirement was chosen before it was looked at. */
    private String chosen() {
        return choice.target() instanceof Target.Run(Release release)
                ? release.version()
                : (String) choice.inputs().get("version");
    }

    private String leaves() {
        return input.leavesYanked() ? input.current().version() : null;
    }

    /** After whatever chose a version: whether it may run. */
    private void atLast() {
        if (decider.equals("desired")) {
            List.of("rejected", "dependency", "config").forEach(rule -> add(rule, SKIPPED, null, Map.of()));
            return;
        }
        if (!follows()) {
            List<String> rejected = input.standing().stream()
                    .map(Rejection::version)
                    .distinct()
                    .sorted()
                    .toList();
            step(
                    "rejected",
                    rejected.isEmpty() ? Map.of() : Map.of("versions", rejected),
                    decider.equals("rejected") || !rejected.isEmpty()
                            ? "What failed here is not tried again until a hand asks for it."
                            : "Nothing has failed here.");
        }
        step(
                "dependency",
                Map.of(),
                choice.target() instanceof Target.Wait wait && decider.equals("dependency")
                        ? wait.message()
                        : "Nothing that it requires is missing.");
        step(
                "config",
                inputs("config_revision", input.intent().configRevision()),
                misfit == null ? "Nothing in the config is in the way." : misfit);
    }

    private void exclude(String rule, String name, String value, Predicate<VersionState> taken) {
        List<String> out = input.versions().stream()
                .filter(state -> state.image() != null)
                .filter(taken)
                .map(VersionState::version)
                .sorted(VersionOrder.OF_TEXT)
                .toList();
        Map<String, Object> inputs = inputs(name, value, "excluded", out.isEmpty() ? null : out);
        String message = out.isEmpty()
                ? "Takes nothing out of the choice."
                : "Takes %s out of the choice.".formatted(String.join(", ", out));
        if (rule.equals(decider) || out.isEmpty()) {
            step(rule, inputs, message);
            return;
        }
        add(rule, EXCLUDED, message, inputs);
    }

    private void step(String rule, Map<String, Object> inputs, String message) {
        add(rule, rule.equals(decider) ? DECIDED : PASSED, message, inputs);
    }

    private void add(String rule, String verdict, String message, Map<String, Object> inputs) {
        steps.add(new Step(rule, verdict, message, inputs));
    }

    private static Map<String, Object> inputs(Object... pairs) {
        Map<String, Object> inputs = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i] != null && !Objects.isNull(pairs[i + 1])) {
                inputs.put((String) pairs[i], pairs[i + 1]);
            }
        }
        return inputs;
    }
}
