package io.slipway.cli.provider;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import io.slipway.providerpackage.ProviderManifest;

/** A directory, checked and packed into a file that lasts until this is closed. */
public final class PackedSource implements AutoCloseable {
    private final ProviderManifest manifest;
    private final Path archive;

    private PackedSource(ProviderManifest manifest, Path archive) {
        this.manifest = manifest;
        this.archive = archive;
    }

    /** @throws io.slipway.cli.console.CliFailure for a directory that is no package */
    public static PackedSource of(Path directory) throws IOException {
        ProviderManifest manifest = Packages.check(directory);
        PackedSource packed = new PackedSource(manifest, Files.createTempFile("slipway-publish-", ".tar.gz"));
        try {
            Packages.pack(directory, packed.archive);
            return packed;
        } catch (RuntimeException e) {
            packed.close();
            throw e;
        }
    }

    public Path archive() {
        return archive;
    }

    public String sha256() {
        return Packages.sha256(archive);
    }

    /** What the manifest says. */
    public Optional<String> version() {
        return Optional.ofNullable(manifest.version());
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(archive);
    }
}
