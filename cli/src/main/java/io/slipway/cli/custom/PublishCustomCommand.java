package io.slipway.cli.custom;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.cli.console.CliFailure;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;
import io.slipway.cli.console.SecretSource;
import io.slipway.cli.console.Secrets;
import io.slipway.cli.console.WaitOptions;
import io.slipway.cli.provider.PackedSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "publish",
        description = "Make a version of a directory or an image, and deploy it once it is built.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  slipway custom publish greeter examples/hello/1.0.0 --identifier v1.0.0 --wait",
            "  slipway custom publish greeter --image ghcr.io/acme/greeter:1.0.0 --message 'Greet faster'",
        })
final class PublishCustomCommand implements Callable<Integer> {
    @Mixin
    private CustomOptions options;

    @Mixin
    private WaitOptions waiting;

    @Parameters(index = "0", paramLabel = "NAME", description = "The custom provider, or its id.")
    private String name;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "DIR",
            description = "The directory that holds provider.yaml; left out with --image.")
    private Path directory;

    @Option(
            names = "--image",
            paramLabel = "IMAGE",
            description = "An image in a registry, such as ghcr.io/acme/greeter:1.0.0.")
    private String image;

    @Option(names = "--username", paramLabel = "USER", description = "Of the image's registry.")
    private String username;

    @Option(
            names = "--password",
            paramLabel = "SOURCE",
            arity = "0..1",
            fallbackValue = "",
            description = "Of the image's registry, from " + SecretSource.SOURCES
                    + "; env is SLIPWAY_REGISTRY_PASSWORD. Asked for when no source follows.")
    private String password;

    @Option(
            names = "--identifier",
            paramLabel = "TEXT",
            description = "What the version is called; one such as v1.2.0 is its number, too.")
    private String identifier;

    @Option(names = "--env", paramLabel = "NAME", split = ",", description = "Where to; default, if there is one.")
    private List<String> environments;

    @Option(names = "--message", paramLabel = "TEXT", description = "Of the commit.")
    private String message;

    @Override
    public Integer call() {
        if ((directory == null) == (image == null)) {
            throw new CliFailure(
                    ExitCode.USAGE, "no_source", "Either DIR or --image must be given.", "Give one of them.");
        }
        JsonNode provider = options.api().find(name);
        String id = Json.text(provider, "id");
        ObjectNode request = Json.object()
                .put("identifier", identifier)
                .put("message", message)
                .set("from", image == null ? source(provider) : container());
        if (environments != null) {
            ArrayNode names = request.putArray("environments");
            environments.forEach(names::add);
        }
        JsonNode version = options.api().post(id, "versions", request);
        JsonNode result = waiting.wanted() ? options.following(waiting).version(id, version) : version;
        options.console().result(result, CustomTables.versions(List.of(result)));
        return ExitCode.OK;
    }

    private ObjectNode container() {
        return Json.object()
                .put("type", "container")
                .put("image_ref", image)
                .put("username", username)
                .put("password", password());
    }

    private String password() {
        if (password == null) {
            return null;
        }
        return password.isEmpty()
                ? Secrets.ask("Password", "--password -")
                : SecretSource.read("SLIPWAY_REGISTRY_PASSWORD", password);
    }

    private ObjectNode source(JsonNode provider) {
        try (PackedSource packed = PackedSource.of(directory)) {
            options.console().progress("uploading " + directory + " …");
            return options.api()
                    .upload(
                            Json.text(provider, "provider_name"),
                            packed.version().orElseGet(() -> next(provider)),
                            packed.sha256(),
                            Files.size(packed.archive()),
                            packed.archive());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An upload is asked for under a number; with an identifier the version's own is chosen by the registry. */
    private String next(JsonNode provider) {
        String number = identifier == null ? "" : identifier.replaceFirst("^[vV](?=\\d)", "");
        if (number.matches("\\d+\\.\\d+\\.\\d+.*")) {
            return number;
        }
        String latest = Json.text(provider, "latest_version");
        if (!latest.matches("\\d+\\.\\d+\\.\\d+")) {
            return "1.0.0";
        }
        int dot = latest.lastIndexOf('.');
        return latest.substring(0, dot + 1) + (Integer.parseInt(latest.substring(dot + 1)) + 1);
    }
}
