package io.slipway.registry.custom;

import io.slipway.registry.custom.CustomDeployment.Step;
import io.slipway.registry.installation.DeployVersion.Progress;

/** What is next for a deployment, by what is known of its version's build and of its environment's installation. */
sealed interface DeploymentDecision {

    /** Nothing can be done now. @param why as its log says it */
    record Wait(String why) implements DeploymentDecision {}

    /** Ask for the version. */
    record Apply() implements DeploymentDecision {}

    record Succeed() implements DeploymentDecision {}

    record Fail(String code, String message) implements DeploymentDecision {}

    /**
     * What is known.
     *
     * @param number of the version
     * @param build queued, running, succeeded or failed; null for a version that was deleted
     * @param installation that it was asked of; null until it was asked for
     * @param generation of the installation from which on its outcome is that of this deployment; null until it was asked for
     * @param progress null when nothing is installed
     */
    record Input(Step step, String number, String build, String installation, Long generation, Progress progress) {}

    static DeploymentDecision of(Input input) {
        if (input.build() == null) {
            return new Fail("version_deleted", "Its version was deleted.");
        }
        return switch (input.step()) {
            case waiting -> waiting(input);
            case rolling -> rolling(input);
            case succeeded, failed -> throw new IllegalArgumentException("it is over");
        };
    }

    private static DeploymentDecision waiting(Input input) {
        return switch (input.build()) {
            case "queued" -> new Wait("Waits for its build, which nobody has taken up yet");
            case "running" -> new Wait("Waits for its build");
            case "failed" ->
                new Fail("build_failed", "Its build failed: read the build's log, and make another version.");
            default ->
                input.progress() != null && input.progress().removing()
                        ? new Wait("Waits until what runs there is removed")
                        : new Apply();
        };
    }

    private static DeploymentDecision rolling(Input input) {
        Progress now = input.progress();
        if (now == null || now.removing() || !now.installation().equals(input.installation())) {
            return new Fail("uninstalled", "What runs in the environment was removed meanwhile.");
        }
        if (now.requested() > input.generation() && !now.wanted().equals(input.number())) {
            return new Fail("superseded", "The installation was moved to " + now.wanted() + " meanwhile.");
        }
        if (now.observed() < input.generation()) {
            return new Wait("Waits for the deployer");
        }
        return observed(input, now);
    }

    private static DeploymentDecision observed(Input input, Progress now) {
        boolean wanted = input.number().equals(now.target());
        if (wanted && input.number().equals(now.serving()) && !now.failed()) {
            return new Succeed();
        }
        if (now.failed() || (!wanted && now.rejected().contains(input.number()))) {
            return new Fail(
                    now.serving() == null ? "rollout_failed" : "rolled_back",
                    "It did not come up" + (now.serving() == null ? "" : "; " + now.serving() + " serves") + ". "
                            + (now.message() == null ? "" : now.message()));
        }
        return wanted || now.target() == null
                ? new Wait(now.message() == null ? "It is rolled out" : now.message())
                : new Fail("superseded", "The deployer moved on to " + now.target() + ".");
    }
}
