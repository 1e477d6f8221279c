package io.slipway.cli.provider;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.cli.api.UploadApi;
import io.slipway.cli.console.CliFailure;
import io.slipway.cli.console.CommonOptions;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;
import io.slipway.cli.stack.ConnectionOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "download",
        description = "Download a version's package and check its digest.",
        footerHeading = "%nExamples:%n",
        footer = {"  slipway download acme/hello", "  slipway download acme/hello@1.0.0 -f hello.tar.gz"})
public final class DownloadCommand implements Callable<Integer> {
    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+_-]*");

    @Mixin
    private CommonOptions common;

    @Mixin
    private ConnectionOptions connection;

    @Parameters(paramLabel = "ORG/NAME[@VERSION]", description = "What to download; without a version the latest.")
    private String target;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "Where to write it; default: NAME-VERSION.tar.gz here.")
    private Optional<Path> file;

    @Override
    public Integer call() {
        String[] parts = target.split("@", 2);
        UploadApi api = new UploadApi(connection.client());
        JsonNode described = api.describe(Packages.name(parts[0]), parts.length == 2 ? parts[1] : "latest");
        Path written = file.orElseGet(() -> Path.of(fileName(described)));
        download(api, described, written);
        ObjectNode result = Json.object().put("file", written.toString()).put("sha256", Json.text(described, "sha256"));
        common.console().result(result, written + "\n");
        return ExitCode.OK;
    }

    /** What is there is replaced when all of the package has come and is what it should be, not before. */
    private static void download(UploadApi api, JsonNode described, Path file) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            api.download(described, part);
            mustHave(part, Json.text(described, "sha256"));
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(part);
        }
    }

    private static void mustHave(Path file, String sha256) {
        String found = Packages.sha256(file);
        if (!found.equals(sha256)) {
            throw new CliFailure(
                    ExitCode.FAILED,
                    "digest_mismatch",
                    "What came has the SHA-256 " + found + " instead of " + sha256 + ".",
                    "Try again; nothing was written.");
        }
    }

    /** A server's word decides nothing outside of this directory. */
    private static String fileName(JsonNode described) {
        String name = Json.text(described, "file_name");
        return FILE_NAME.matcher(name).matches() ? name : "package.tar.gz";
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
