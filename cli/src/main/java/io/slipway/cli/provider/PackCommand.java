package io.slipway.cli.provider;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;

import io.slipway.cli.console.CommonOptions;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "pack",
        description =
                "Pack a provider's directory: the same bytes for the same files. .slipwayignore leaves files out.",
        footerHeading = "%nExamples:%n",
        footer = {"  slipway pack examples/hello/1.0.0", "  slipway pack my-provider --to /tmp/my-provider.tar.gz"})
public final class PackCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "DIR", description = "The directory that holds provider.yaml.")
    private Path directory;

    @Option(
            names = "--to",
            paramLabel = "FILE",
            description = "The file to write (default: DIR's name + .tar.gz here).")
    private Optional<Path> file;

    @Override
    public Integer call() {
        Path archive = file.orElseGet(
                () -> Path.of(directory.toAbsolutePath().normalize().getFileName() + ".tar.gz"));
        Packages.pack(directory, archive);
        String hash = Packages.sha256(archive);
        long size = size(archive);
        common.console()
                .result(
                        Json.object()
                                .put("file", archive.toString())
                                .put("sha256", hash)
                                .put("size_bytes", size),
                        archive + ": " + size + " bytes, sha256 " + hash);
        return ExitCode.OK;
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
