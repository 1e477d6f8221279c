package io.slipway.cli.api;

import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
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
    private static final Set<String> SETTLED = Set.of("available", "failed", "rolled_back");

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
        return serving(provider, version, before, _ -> {});
    }

    /** @param shown gets each state on the way */
    public JsonNode serving(ProviderName provider, String version, String before, Consumer<JsonNode> shown) {
        return until(provider + " to serve " + version, () -> {
            JsonNode installation = api.installation(provider);
            shown.accept(installation);
            if (Json.text(installation, "current_version").equals(version)
                    && Json.text(installation, "installed_version").equals(version)) {
                return installation;
            }
            JsonNode deployment = api.deployment(provider);
            if (Json.text(deployment.path("rollout"), "to_version").equals(version)) {
                refuseFailure(provider, deployment, before);
            }
            return null;
        });
    }

    /** Whether nothing is on its way. @param state an installation or its deployment */
    public static boolean settled(JsonNode state) {
        return SETTLED.contains(Json.text(state, "status"));
    }

    /**
     * Returns the installation once the deployer has done what follows from all that was asked until now, whatever that is.
     *
     * @param before as for {@link #serving}
     * @throws CliFailure when a later rollout has failed
     */
    public JsonNode followed(ProviderName provider, String before) {
        long wanted = api.deployment(provider).path("generation").asLong();
        JsonNode deployment = until(provider + " to settle", () -> {
            JsonNode state = api.deployment(provider);
            return state.path("observed_generation").asLong() >= wanted && settled(state) ? state : null;
        });
        refuseFailure(provider, deployment, before);
        return api.installation(provider);
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

    private static void refuseFailure(ProviderName provider, JsonNode deployment, String before) {
        JsonNode rollout = deployment.path("rollout");
        String result = Json.text(rollout, "result");
        if (!Json.text(rollout, "id").equals(before) && BAD_RESULTS.contains(result)) {
            throw new CliFailure(
                    ExitCode.FAILED,
                    "rollout_failed",
                    "The rollout of " + provider + " " + Json.text(rollout, "to_version") + " "
                            + result.replace('_', ' ') + ": " + Json.text(rollout, "reason"),
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
