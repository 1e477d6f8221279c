package io.slipway.cli.release;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.cli.api.ReleaseApi;
import io.slipway.cli.console.CliFailure;
import io.slipway.cli.console.CommonOptions;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;
import io.slipway.cli.console.WaitOptions;
import io.slipway.cli.provider.Packages;
import io.slipway.cli.stack.ConnectionOptions;
import io.slipway.providerpackage.ProviderName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        description = "Import a release as a draft: a document, or the one file that export writes.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  slipway import release.json --wait",
            "  slipway import hello.tar --release                  the artifacts are sent, nothing is fetched",
            "  slipway import hello.tar --project acme/hello"
        })
public final class ImportCommand implements Callable<Integer> {
    private static final long LOOK_AGAIN_MILLIS = 500;

    @Mixin
    private CommonOptions common;

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private WaitOptions wait;

    @Parameters(paramLabel = "FILE", description = "release.json, or a .tar of export.")
    private Path file;

    @Option(
            names = "--project",
            paramLabel = "ORG/NAME",
            description = "Whose release it becomes; default: as it says.")
    private String project;

    @Option(names = "--release", description = "Release the draft when all of it is verified; waits for that.")
    private boolean release;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ReleaseApi api = new ReleaseApi(connection.client());
        ObjectNode document = (ObjectNode) document(api);
        ProviderName provider = provider(document);
        JsonNode answer = ended(api, api.importRelease(provider, document));
        boolean good = answer.has("warnings") && answer.path("warnings").isEmpty();
        if (release && good) {
            JsonNode released = api.release(Json.text(answer, "catalogId"));
            common.console().result(released, provider + " " + Json.text(released, "version") + " is released.");
            return ExitCode.OK;
        }
        common.console().result(answer, text(answer));
        return good || answer.has("state") ? ExitCode.OK : ExitCode.FAILED;
    }

    private JsonNode document(ReleaseApi api) throws IOException {
        if (!file.getFileName().toString().endsWith(".tar")) {
            return Json.parse(Files.readString(file))
                    .filter(JsonNode::isObject)
                    .orElseThrow(() -> ReleaseFile.invalid("it is no JSON object"));
        }
        Path scratch = Files.createTempDirectory("slipway-import");
        try (InputStream in = Files.newInputStream(file)) {
            return ReleaseFile.read(in, scratch, document -> {
                ProviderName provider = provider(document);
                return (sha256, bytes) -> {
                    common.console().progress("sending " + sha256);
                    api.putArtifact(provider, sha256, bytes);
                };
            });
        } finally {
            try (var left = Files.list(scratch)) {
                left.forEach(ImportCommand::delete);
            }
            Files.delete(scratch);
        }
    }

    private static void delete(Path left) {
        try {
            Files.delete(left);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ProviderName provider(JsonNode document) {
        if (project != null) {
            ((ObjectNode) document).put("project", project);
        }
        return Packages.name(Json.text(document, "project"));
    }

    /** An import that goes on is looked at again and again; without {@code --wait} it is what is shown. */
    private JsonNode ended(ReleaseApi api, JsonNode first) throws InterruptedException {
        JsonNode now = first;
        long deadline = System.nanoTime() + wait.timeout().toNanos();
        while (now.has("state") && (wait.wanted() || release)) {
            if (now.hasNonNull("result")) {
                return now.path("result");
            }
            if (Json.text(now, "state").equals("failed")) {
                throw new CliFailure(ExitCode.FAILED, "import_failed", Json.text(now, "error"), "Import it again.");
            }
            if (System.nanoTime() > deadline) {
                throw new CliFailure(
                        ExitCode.TIMEOUT, "timeout", "The import goes on: " + Json.text(now, "id") + ".", "");
            }
            common.console()
                    .progress(now.path("done").asInt() + " of "
                            + now.path("total").asInt() + " looked at");
            Thread.sleep(LOOK_AGAIN_MILLIS);
            now = api.operation(Json.text(now, "id"));
        }
        return now;
    }

    private static String text(JsonNode answer) {
        if (answer.has("state")) {
            return "The import goes on: " + Json.text(answer, "id");
        }
        StringBuilder text = new StringBuilder(Json.text(answer, "message"));
        for (JsonNode warning : answer.path("warnings")) {
            text.append('\n')
                    .append(Json.text(warning, "artifactName"))
                    .append(": ")
                    .append(Json.text(warning, "message"));
        }
        return text.append('\n').append(Json.text(answer, "catalogId")).toString();
    }
}
