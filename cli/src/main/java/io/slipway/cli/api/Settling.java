package io.slipway.cli.api;

import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.console.CliFailure;
import io.slipway.cli.console.Console;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;
import io.slipway.providerpackage.ProviderName;

/** Waits until what was asked for has come true, or cannot any more. */
public final class Settling {
    private static final Duration PAUSE = Duration.ofMillis(150);
    private static final Set<String> BAD_RESULTS = Set.of("failed", "rolled_back");

    private final SlipwayApi api;
    private final Console console;
    private final Duration timeout;

    public Settling(SlipwayApi api, Console console, Duration timeout) {
        this.api = api;
        this.console = console;
        this.timeout = timeout;
    }

    /** Returns the version object once it is no longer building. */
    public JsonNode built(ProviderName provider, String version) {
        return until(provider + " " + version + " to be built", () -> {
            JsonNode state = api.version(provider, version);
            return Json.text(state, "status").equals("building") ? null : state;
        });
    }

    /** The id of the last rollout, to tell a later one from it; empty when there was none. */
    public String lastRollout(ProviderName provider) {
        return Json.text(api.deployment(provider).path("rollout"), "id");
    }

    /**
     * Returns the installation once {@code version} serves.
     *
     * @param before {@link #lastRollout} from before the request: a failure of that one does not count
     * @throws CliFailure when a later rollout to it has failed
     */
    public JsonNode serving(ProviderName provider, String version, String before) {
        return until(provider + " to serve " + version, () -> {
            JsonNode installation = api.installation(provider);
            if (Json.text(installation, "current_version").equals(version)
                    && Json.text(installation, "installed_version").equals(version)) {
                return installation;
            }
            refuseFailure(provider, version, before);
            return null;
        });
    }

    /** Returns the deployment once a rollout to {@code version} has ended in any way. */
    public JsonNode ended(ProviderName provider, String version) {
        return until("the rollout of " + version + " to end", () -> {
            JsonNode deployment = api.deployment(provider);
            JsonNode rollout = deployment.path("rollout");
            boolean ended = Json.text(rollout, "to_version").equals(version) && rollout.hasNonNull("result");
            return ended ? deployment : null;
        });
    }

    /** Returns once the provider is not installed any more. */
    public void gone(ProviderName provider) {
        until(provider + " to be removed", () -> {
            try {
                api.installation(provider);
                return null;
            } catch (CliFailure e) {
                if (e.exitCode() == ExitCode.NOT_FOUND) {
                    return true;
                }
                throw e;
            }
        });
    }

    /** Asks again and again until {@code probe} gives something else than null. */
    public <T> T until(String what, Supplier<T> probe) {
        long deadline = System.nanoTime() + timeout.toNanos();
        boolean told = false;
        for (T result = probe.get(); ; result = probe.get()) {
            if (result != null) {
                return result;
            }
            if (System.nanoTime() > deadline) {
                throw new CliFailure(
                        ExitCode.TIMEOUT,
                        "timeout",
                        "Waited " + timeout.toSeconds() + " s for " + what + ".",
                        "It may still happen: 'slipway watch' follows it; --timeout waits longer.");
            }
            if (!told) {
                console.progress("waiting for " + what + " …");
                told = true;
            }
            pause();
        }
    }

    private void refuseFailure(ProviderName provider, String version, String before) {
        JsonNode deployment = api.deployment(provider);
        JsonNode rollout = deployment.path("rollout");
        boolean failed = Json.text(rollout, "to_version").equals(version)
                && !Json.text(rollout, "id").equals(before)
                && BAD_RESULTS.contains(Json.text(rollout, "result"));
        if (failed) {
            throw new CliFailure(
                    ExitCode.FAILED,
                    "rollout_failed",
                    "The rollout of " + provider + " " + version + " "
                            + Json.text(rollout, "result").replace('_', ' ') + ": " + Json.text(rollout, "reason"),
                    "What serves: " + servingText(deployment) + ". 'slipway upgrade' tries again by hand.");
        }
    }

    private static String servingText(JsonNode deployment) {
        String version = Json.text(deployment, "version");
        return version.isEmpty() ? "nothing" : version;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliFailure(ExitCode.FAILED, "interrupted", "Interrupted.", "");
        }
    }
}
