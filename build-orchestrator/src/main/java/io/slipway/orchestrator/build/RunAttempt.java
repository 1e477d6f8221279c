package io.slipway.orchestrator.build;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** The blocking middle of a build: calls the port and turns whatever happens into an outcome. */
@ApplicationScoped
public class RunAttempt {
    private static final Logger LOG = Logger.getLogger(RunAttempt.class);

    private final Builder builder;
    private final WorkDirectories directories;
    private final BuildConfig config;
    private final Clock clock;

    RunAttempt(Builder builder, WorkDirectories directories, BuildConfig config, Clock clock) {
        this.builder = builder;
        this.directories = directories;
        this.config = config;
        this.clock = clock;
    }

    boolean isOverdue(BuildJob job) {
        return clock.instant().isAfter(job.startedAt().plus(config.timeout()));
    }

    Outcome run(BuildJob job, Consumer<String> log) {
        MDC.put("build_id", job.buildId());
        MDC.put("provider", job.provider());
        log.accept(
                "Build %s, attempt %d: %s %s".formatted(job.buildId(), job.attempt(), job.provider(), job.version()));
        try {
            return build(job, log);
        } catch (Rejected e) {
            log.accept("Failed: " + e.getMessage());
            return new Outcome.Failed(e.code(), e.getMessage());
        } catch (Unavailable e) {
            if (Thread.interrupted()) {
                return interrupted(job, log);
            }
            log.accept("Waiting: " + e.getMessage() + "; will be tried again");
            LOG.infof("build %s, attempt %d: %s", job.buildId(), job.attempt(), e.getMessage());
            return new Outcome.Waiting(e.getMessage());
        } catch (InterruptedException _) {
            return interrupted(job, log);
        } catch (ClosedByInterruptException _) {
            return interrupted(job, log);
        } catch (IOException | RuntimeException | Error e) {
            LOG.errorf(e, "build %s broke in attempt %d", job.buildId(), job.attempt());
            String reason = e instanceof IOException && e.getMessage() != null ? e.getMessage() : e.toString();
            log.accept("Broken: " + reason);
            return new Outcome.Broken(reason);
        }
    }

    private Outcome interrupted(BuildJob job, Consumer<String> log) {
        if (isOverdue(job)) {
            log.accept("Broken: no end after " + config.timeout());
            return new Outcome.Broken("no end after " + config.timeout());
        }
        log.accept("Interrupted: given back to the queue");
        return new Outcome.GivenBack();
    }

    private Outcome build(BuildJob job, Consumer<String> log)
            throws Rejected, Unavailable, IOException, InterruptedException {
        Path directory = directories.create(job);
        try {
            Built built = builder.build(job, directory, log);
            log.accept("Built " + built.image());
            return new Outcome.Succeeded(built);
        } finally {
            tidy(directory);
        }
    }

    /** What an interrupted builder still writes into keeps its directory until the next start. */
    private static void tidy(Path directory) {
        try {
            WorkDirectories.remove(directory);
        } catch (IOException e) {
            LOG.warnf("%s is left to the next start: %s", directory, e.toString());
        }
    }
}
