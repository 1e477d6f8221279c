package io.slipway.cli.installation;

import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.api.Settling;
import io.slipway.cli.api.SlipwayApi;
import io.slipway.cli.console.Console;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.WaitOptions;
import io.slipway.providerpackage.ProviderName;
import picocli.CommandLine.Mixin;

/** What the commands that change one installation take. */
final class InstallationOptions {
    @Mixin
    private InstallationTarget target;

    @Mixin
    private WaitOptions waiting;

    ProviderName provider() {
        return target.provider();
    }

    Console console() {
        return target.console();
    }

    SlipwayApi api() {
        return target.api();
    }

    Settling settling(SlipwayApi api) {
        return new Settling(api, console(), waiting.timeout());
    }

    boolean waiting() {
        return waiting.wanted();
    }

    /** Asks for a change, with --wait until it has come true, and shows the installation. */
    int change(Function<SlipwayApi, JsonNode> request, Outcome outcome) {
        SlipwayApi api = api();
        Settling settling = settling(api);
        String before = waiting() ? settling.lastRollout(provider()) : "";
        JsonNode answer = request.apply(api);
        InstallationText.superseded(answer).ifPresent(console()::progress);
        JsonNode installation = waiting() ? outcome.await(settling, answer, before) : answer;
        console().result(installation, InstallationText.of(installation));
        return ExitCode.OK;
    }

    /** Shows what a request would come to. A config that would be refused, or parked, is a failure. */
    int tell(Function<SlipwayApi, JsonNode> request) {
        JsonNode answer = request.apply(api());
        JsonNode plan = answer.path("dry_run");
        console().result(answer, InstallationText.plan(plan));
        return plan.path("config").path("valid").asBoolean() ? ExitCode.OK : ExitCode.INVALID;
    }

    interface Outcome {
        /** @param answer to the request. @param before the last rollout before it */
        JsonNode await(Settling settling, JsonNode answer, String before);
    }
}
