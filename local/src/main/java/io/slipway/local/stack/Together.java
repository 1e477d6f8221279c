package io.slipway.local.stack;

import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
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

    /** The first failure ends the other steps, by an interrupt, and is thrown. */
    static void run(List<Step> steps) throws InterruptedException {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var ended = new ExecutorCompletionService<Void>(executor);
            for (var step : steps) {
                ended.submit(() -> {
                    step.run();
                    return null;
                });
            }
            awaitAll(steps.size(), ended, executor);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case InterruptedException interrupted -> throw interrupted;
                case Throwable other -> throw new StackFailure(other.getMessage(), other);
            }
        }
    }

    private static void awaitAll(int steps, CompletionService<Void> ended, ExecutorService executor)
            throws InterruptedException, ExecutionException {
        try {
            for (int i = 0; i < steps; i++) {
                ended.take().get();
            }
        } catch (InterruptedException | ExecutionException e) {
            executor.shutdownNow();
            throw e;
        }
    }
}
