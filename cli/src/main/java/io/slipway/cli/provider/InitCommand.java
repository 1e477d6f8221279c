package io.slipway.cli.provider;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import io.slipway.cli.console.CliFailure;
import io.slipway.cli.console.CommonOptions;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "init",
        description = "Make a directory with a small provider to begin from. Nothing that exists is overwritten.",
        footerHeading = "%nExamples:%n",
        footer = {"  slipway init my-provider && slipway validate my-provider"})
public final class InitCommand implements Callable<Integer> {
    private static final List<String> FILES = List.of(
            "provider.yaml",
            "Provider.java",
            "schemas/item.config.json",
            "schemas/item.outputs.json",
            ".slipwayignore");

    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "DIR", description = "Where to make it; its name becomes the provider's.")
    private Path directory;

    @Override
    public Integer call() {
        Path target = directory.toAbsolutePath().normalize();
        String name = "acme/" + providerName(target.getFileName().toString());
        Packages.name(name);
        try {
            Files.createDirectories(target.resolve("schemas"));
            for (String file : FILES) {
                write(target.resolve(file), template(file).replace("@PROVIDER@", name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        common.console()
                .result(
                        Json.object().put("directory", target.toString()).put("provider", name),
                        "Made " + name + " in " + directory + ".\nNext: slipway publish " + directory + " --wait");
        return ExitCode.OK;
    }

    private static String providerName(String directory) {
        return directory.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^[^a-z]+|-+$", "");
    }

    private static void write(Path file, String content) throws IOException {
        try {
            Files.writeString(file, content, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException _) {
            throw new CliFailure(
                    ExitCode.CONFLICT, "exists", file + " exists already.", "Choose a directory that is empty or new.");
        }
    }

    private static String template(String file) throws IOException {
        try (InputStream in = InitCommand.class.getResourceAsStream("/template/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
