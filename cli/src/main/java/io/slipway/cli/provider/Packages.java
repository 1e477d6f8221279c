package io.slipway.cli.provider;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;

import io.slipway.cli.console.CliFailure;
import io.slipway.cli.console.ExitCode;
import io.slipway.providerpackage.InvalidName;
import io.slipway.providerpackage.PackageCheck;
import io.slipway.providerpackage.PackageException;
import io.slipway.providerpackage.PackageWriter;
import io.slipway.providerpackage.ProviderManifest;
import io.slipway.providerpackage.ProviderName;

/** Directories as packages; what is wrong with them ends the command. */
public final class Packages {
    private Packages() {}

    public static ProviderManifest check(Path directory) {
        requireDirectory(directory);
        try {
            return PackageCheck.check(directory);
        } catch (PackageException e) {
            throw refused(directory, e);
        }
    }

    /** What is at {@code archive} is replaced when all is packed, not before, and is not part of the package. */
    public static void pack(Path directory, Path archive) {
        requireDirectory(directory);
        try {
            Path work = Files.createTempDirectory("slipway-pack-");
            Path packed = work.resolve("package.tar.gz");
            try {
                write(directory, archive, packed);
                replace(archive, packed);
            } finally {
                Files.deleteIfExists(packed);
                Files.delete(work);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (PackageException e) {
            throw refused(directory, e);
        }
    }

    private static void write(Path directory, Path archive, Path packed) throws IOException, PackageException {
        try (OutputStream out = Files.newOutputStream(packed)) {
            PackageWriter.write(directory, archive, out);
        }
    }

    /** A device or a pipe is written to, a link is followed. */
    private static void replace(Path archive, Path packed) throws IOException {
        if (!Files.exists(archive)) {
            Files.move(packed, archive);
        } else if (Files.isRegularFile(archive)) {
            Files.move(packed, archive.toRealPath(), StandardCopyOption.REPLACE_EXISTING);
        } else {
            try (OutputStream out = Files.newOutputStream(archive)) {
                Files.copy(packed, out);
            }
        }
    }

    /** 64 lowercase hex digits, as {@code source_hash}. */
    public static String sha256(Path file) {
        try (DigestInputStream in =
                new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public static ProviderName name(String text) {
        try {
            return ProviderName.parse(text);
        } catch (InvalidName e) {
            throw new CliFailure(ExitCode.USAGE, "invalid_name", e.getMessage(), "");
        }
    }

    private static void requireDirectory(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new CliFailure(
                    ExitCode.USAGE,
                    "no_directory",
                    directory + " is no directory.",
                    "Give the directory that holds provider.yaml; 'slipway init DIR' makes one.");
        }
    }

    private static CliFailure refused(Path directory, PackageException e) {
        String places = e.violations().stream().map(Object::toString).collect(Collectors.joining("\n"));
        String message = "The package in " + directory + " is refused (" + e.code() + ").";
        return new CliFailure(ExitCode.USAGE, e.code(), message, places.isEmpty() ? e.getMessage() : places);
    }
}
