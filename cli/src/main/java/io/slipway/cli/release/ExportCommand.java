package io.slipway.cli.release;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.cli.api.ReleaseApi;
import io.slipway.cli.console.CliFailure;
import io.slipway.cli.console.CommonOptions;
import io.slipway.cli.console.Console;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;
import io.slipway.cli.provider.Packages;
import io.slipway.cli.stack.ConnectionOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "export",
        description = "A release as import takes it: its document, or one file with its artifacts.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  slipway export acme/hello 1.0.0                       the document; its URLs are good for 15 minutes",
            "  slipway export acme/hello 1.0.0 -f hello.tar          one file, for places that nothing can be fetched from"
        })
public final class ExportCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private ConnectionOptions connection;

    @Parameters(index = "0", paramLabel = "ORG/NAME", description = "The provider.")
    private String provider;

    @Parameters(index = "1", paramLabel = "VERSION", description = "Its version.")
    private String version;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "Write one file with the document and all artifacts.")
    private Path file;

    @Option(
            names = "--without-images",
            description =
                    "Also when a container image is needed, which the other place has to fetch from its registry.")
    private boolean withoutImages;

    @Override
    public Integer call() {
        ReleaseApi api = new ReleaseApi(connection.client());
        JsonNode document = api.export(Packages.name(provider), version);
        if (file == null) {
            common.console().result(document, document.toPrettyString());
            return ExitCode.OK;
        }
        try {
            write(api, document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ObjectNode result = Json.object().put("file", file.toString()).put("sha256", Packages.sha256(file));
        common.console().result(result, file.toString());
        return ExitCode.OK;
    }

    /** What is there is replaced when all has come and is what it should be, not before. */
    private void write(ReleaseApi api, JsonNode document) throws IOException {
        if (!withoutImages) {
            OutsideImages.mustBeNone(document);
        }
        Map<String, String> urls = new LinkedHashMap<>();
        for (JsonNode artifact : document.path("artifacts")) {
            String sha256 = Json.text(artifact, "sha256");
            urls.putIfAbsent(sha256, Json.text(artifact, "downloadUrl"));
            ((ObjectNode) artifact).put("downloadUrl", "artifacts/" + sha256);
        }
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Path scratch = file.resolveSibling(file.getFileName() + ".artifact");
        try (OutputStream out = Files.newOutputStream(part)) {
            ReleaseFile.write(
                    document, new ArrayList<>(urls.keySet()), sha256 -> fetched(api, urls, sha256, scratch), out);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
            Files.deleteIfExists(scratch);
        }
    }

    private Path fetched(ReleaseApi api, Map<String, String> urls, String sha256, Path to) {
        Console console = common.console();
        console.progress("fetching " + sha256);
        api.fetch(urls.get(sha256), to);
        if (!Packages.sha256(to).equals(sha256)) {
            throw new CliFailure(
                    ExitCode.FAILED,
                    "digest_mismatch",
                    "What came has another SHA-256 than " + sha256 + ".",
                    "Try again; nothing was written.");
        }
        if (!withoutImages) {
            OutsideImages.mustNotBeOfOne(to);
        }
        return to;
    }
}
