package io.slipway.local.stack;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/** Steps that do not need each other, at the same time. All have ended when it returns, also when one failed. */
final class Together {
    /** What is done on a thread of its own. */
    interface Step {
        void run() throws Exception;
    }

    private Together() {}

    static void run(Step... steps) throws InterruptedException {
        run(List.of(steps));
    }

    /** Throws what the first failed step in the list threw. */
    static void run(List<Step> steps) throws InterruptedException {
        // close() waits, and interrupts the steps when this thread is interrupted.
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = steps.stream()
                    .map(step -> executor.submit(() -> {
                        step.run();
                        return null;
                    }))
                    .toList();
            for (var step : running) {
                step.get();
            }
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case InterruptedException interrupted -> throw interrupted;
                case Throwable other -> throw new StackFailure(other.getMessage(), other);
            }
        }
    }
}
