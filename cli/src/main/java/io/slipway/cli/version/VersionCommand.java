package io.slipway.cli.version;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.console.CommonOptions;
import io.slipway.cli.console.Json;
import io.slipway.cli.provider.VersionText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "version",
        description = "Change a version of yours; needs the scope publish.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  slipway version yank acme/hello 1.2.0 --reason 'loses data' --level move",
            "  slipway version deprecate acme/hello 1.0.0 --message 'use 1.2.1' --successor 1.2.1",
            "  slipway version activate acme/hello 1.1.0",
        })
public final class VersionCommand {
    @Mixin
    @SuppressWarnings("UnusedVariable") // for --help and --output, which subcommands take themselves
    private CommonOptions common;

    @Command(
            name = "retry",
            description = "Build a failed version once more.",
            footerHeading = "%nExamples:%n",
            footer = "  slipway version retry acme/hello 1.2.0")
    int retry(@Mixin VersionOptions options) {
        return options.show(options.api().act(options.provider(), options.version(), "retry"));
    }

    @Command(
            name = "cancel",
            description = "Stop the build of a version: it has failed then.",
            footerHeading = "%nExamples:%n",
            footer = "  slipway version cancel acme/hello 1.2.0")
    int cancel(@Mixin VersionOptions options) {
        return options.show(options.api().act(options.provider(), options.version(), "cancel"));
    }

    @Command(
            name = "yank",
            description = "Withdraw a published version; it stays readable. Says which installations run it.",
            footerHeading = "%nExamples:%n",
            footer = "  slipway version yank acme/hello 1.2.0 --reason 'loses data' --level move")
    int yank(
            @Mixin VersionOptions options,
            @Option(names = "--reason", required = true, description = "Shown to everybody who reads it.")
                    String reason,
            @Option(
                            names = "--level",
                            defaultValue = "hide",
                            description =
                                    "hide: no longer the latest. block: also no new installs and no rollback to it."
                                            + " move: also, automatic installations leave it. Default: ${DEFAULT-VALUE}.")
                    String level) {
        JsonNode yanked = options.api().yank(options.provider(), options.version(), reason, level);
        return options.show(yanked, VersionText.of(yanked.path("version")) + affected(yanked.path("affected")));
    }

    @Command(
            name = "unyank",
            description = "Take a withdrawal back.",
            footerHeading = "%nExamples:%n",
            footer = "  slipway version unyank acme/hello 1.2.0")
    int unyank(@Mixin VersionOptions options) {
        return options.show(options.api().act(options.provider(), options.version(), "unyank"));
    }

    @Command(
            name = "deprecate",
            description = "Advise to leave a version, which stays usable. Without --message the advice is lifted.",
            footerHeading = "%nExamples:%n",
            footer = "  slipway version deprecate acme/hello 1.0.0 --message 'use 1.2.1' --successor 1.2.1")
    int deprecate(
            @Mixin VersionOptions options,
            @Option(names = "--message", description = "The advice.") String message,
            @Option(names = "--successor", description = "The version to take instead.") String successor) {
        return options.show(options.api().deprecate(options.provider(), options.version(), message, successor));
    }

    @Command(
            name = "activate",
            description = "Have a published version followed instead of the highest one.",
            footerHeading = "%nExamples:%n",
            footer = "  slipway version activate acme/hello 1.1.0")
    int activate(@Mixin VersionOptions options) {
        return options.show(options.api().activate(options.provider(), options.version()));
    }

    @Command(
            name = "delete",
            description = "Delete a version that nobody uses. Its number is never given again.",
            footerHeading = "%nExamples:%n",
            footer = "  slipway version delete acme/hello 1.2.0")
    int delete(@Mixin VersionOptions options) {
        options.api().delete(options.provider(), options.version());
        String name = options.provider() + " " + options.version();
        return options.show(Json.object().put("deleted", name), "Deleted " + name + ".");
    }

    private static String affected(JsonNode affected) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                "%-16s %d of yours, %d of others%n",
                "affected",
                affected.path("yours").asLong(),
                affected.path("others").asLong()));
        for (JsonNode use : affected.path("installations")) {
            text.append(String.format("%-16s %s in %s%n", "", Json.text(use, "id"), Json.text(use, "environment")));
        }
        return text.toString();
    }
}
