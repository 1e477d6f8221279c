package io.slipway.cli.demo;

import java.util.List;

import io.slipway.cli.console.CliFailure;
import io.slipway.cli.console.Console;

/** Runs the steps in order and stops at the first that fails. */
final class Demo {
    private static final List<DemoStep> STEPS = List.of(
            new PublishFirstVersion(),
            new InstallInBoth(),
            new MoveByItself(),
            new SurviveBadVersion(),
            new RollbackPins(),
            new ShowWhatHappened());

    private final Console console;

    Demo(Console console) {
        this.console = console;
    }

    /** Returns whether all steps came true; what they found is in the world. */
    boolean run(DemoWorld world) {
        for (int i = 0; i < STEPS.size(); i++) {
            if (!run(i + 1, STEPS.get(i), world)) {
                return false;
            }
        }
        return true;
    }

    private boolean run(int number, DemoStep step, DemoWorld world) {
        console.progress("");
        console.progress(number + ". " + step.name());
        long begin = System.nanoTime();
        boolean ok = succeeds(step, world);
        double seconds = (System.nanoTime() - begin) / 1e9;
        world.findings().step(step.name(), ok, seconds);
        console.progress(String.format("  %s in %.1f s", ok ? "done" : "failed", seconds));
        return ok;
    }

    private boolean succeeds(DemoStep step, DemoWorld world) {
        try {
            step.run(world);
            return true;
        } catch (CliFailure e) {
            console.progress("  FAILED: " + e.getMessage());
            e.hint().lines().forEach(line -> console.progress("  " + line));
            return false;
        } catch (RuntimeException e) {
            // Whatever it is: the report names the step.
            console.progress("  FAILED: " + e);
            return false;
        }
    }
}
