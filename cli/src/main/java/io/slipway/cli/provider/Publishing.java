package io.slipway.cli.provider;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.api.Settling;
import io.slipway.cli.api.SlipwayApi;
import io.slipway.cli.api.UploadApi;
import io.slipway.cli.api.UploadApi.Upload;
import io.slipway.cli.console.CliFailure;
import io.slipway.cli.console.Console;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;
import io.slipway.providerpackage.ProviderName;

/** From a directory to a published version. */
public final class Publishing {
    private final SlipwayApi api;
    private final Console console;
    private final Settling settling;

    public Publishing(SlipwayApi api, Console console, Settling settling) {
        this.api = api;
        this.console = console;
        this.settling = settling;
    }

    /** Packs and uploads; returns the version as the server accepted it. */
    public JsonNode upload(Path directory, ProviderName provider, String version, String changelog) {
        Path archive = temporaryFile();
        try {
            Packages.pack(directory, archive);
            console.progress("publishing " + provider + " " + version + " …");
            return api.publish(provider, version, archive, changelog);
        } finally {
            delete(archive);
        }
    }

    /** The same by a signed URL. @param base the version that this one is made from; null for none */
    JsonNode uploadSigned(UploadApi uploads, Path directory, ProviderName provider, String version, String base) {
        Path archive = temporaryFile();
        try {
            Packages.pack(directory, archive);
            console.progress("publishing " + provider + " " + version + " …");
            String sha256 = Packages.sha256(archive);
            return uploads.publish(new Upload(provider, version, sha256, Files.size(archive), base), archive);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(archive);
        }
    }

    /**
     * Shows the build log until the build ends and returns the version.
     *
     * @throws CliFailure when it is not published
     */
    public JsonNode follow(ProviderName provider, String version) {
        api.followBuildLog(provider, version, line -> console.progress("  | " + line));
        JsonNode built = settling.built(provider, version);
        if (!Json.text(built, "status").equals("published")) {
            throw new CliFailure(
                    ExitCode.FAILED,
                    "build_failed",
                    provider + " " + version + " is " + Json.text(built, "status") + ": "
                            + Json.text(built, "error_message"),
                    "Repair it and publish the same version again.");
        }
        return built;
    }

    private static Path temporaryFile() {
        try {
            return Files.createTempFile("slipway-publish-", ".tar.gz");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
