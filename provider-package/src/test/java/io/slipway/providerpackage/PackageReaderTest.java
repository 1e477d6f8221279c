package io.slipway.providerpackage;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

import io.slipway.contracts.VersionState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PackageReaderTest {
    @TempDir
    Path directory;

    @Test
    void readsTheManifestOfAnArchiveAsTarMakesIt() throws Exception {
        Path file = archive(new TestTar()
                .directory("./")
                .file("./src/Hello.java", "class Hello {}")
                .pax('g', "comment", "made by git archive")
                .pax("mtime", "1700000000.5")
                .file("./provider.yaml", TestTar.MANIFEST));

        ProviderManifest manifest = new PackageReader().readManifest(file, PackageLimits.DEFAULT);

        assertThat(manifest)
                .isEqualTo(new ProviderManifest(
                        null,
                        null,
                        "java25",
                        null,
                        List.of("java", "Hello.java"),
                        8080,
                        "/healthz",
                        VersionState.Strategy.switch_,
                        false,
                        Map.of("type", "object"),
                        List.of(),
                        null,
                        List.of()));
        assertThat(manifest.toContract().entrypoint()).containsExactly("java", "Hello.java");
    }

    @Test
    void unpacksFilesWithNormalModes() throws Exception {
        String longName = "a/" + "n".repeat(150);
        Path file = archive(TestTar.withManifest()
                .directory("empty/")
                .file("bin/run", 06755, "#!/bin/sh")
                .file("bin/secret", 0600, "secret")
                .longName(longName)
                .file("short", "long")
                .pax("path", "grüße.txt")
                .file("x", "hallo"));
        Path target = Files.createDirectory(directory.resolve("unpacked"));

        new PackageReader().unpack(file, target, PackageLimits.DEFAULT);

        assertThat(mode(target.resolve("bin/run"))).isEqualTo("rwxr-xr-x");
        assertThat(Files.getAttribute(target.resolve("bin/run"), "unix:mode"))
                .as("setuid and setgid are dropped")
                .isEqualTo(0100755);
        assertThat(mode(target.resolve("bin/secret"))).isEqualTo("rw-r--r--");
        assertThat(mode(target.resolve("bin"))).isEqualTo("rwxr-xr-x");
        assertThat(mode(target.resolve("empty"))).isEqualTo("rwxr-xr-x");
        assertThat(target.resolve(longName)).hasContent("long");
        assertThat(target.resolve("grüße.txt")).hasContent("hallo");
    }

    @Test
    void saysThatTheManifestIsMissing() throws Exception {
        Path file = archive(new TestTar().file("hello/provider.yaml", TestTar.MANIFEST));

        assertThatThrownBy(() -> new PackageReader().readManifest(file, PackageLimits.DEFAULT))
                .isInstanceOfSatisfying(
                        PackageException.class, e -> assertThat(e.code()).isEqualTo("manifest_missing"))
                .hasMessageContaining("at its root");
    }

    @Test
    void aDiskAtFaultIsNoFaultOfThePackage() throws Exception {
        Path file = archive(TestTar.withManifest());

        assertThatThrownBy(() -> new PackageReader().unpack(file, directory.resolve("absent"), PackageLimits.DEFAULT))
                .isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> new PackageReader().readManifest(directory.resolve("absent"), PackageLimits.DEFAULT))
                .isInstanceOf(UncheckedIOException.class);
    }

    private Path archive(TestTar tar) throws Exception {
        return Files.write(directory.resolve("package.tar.gz"), tar.gzip());
    }

    private static String mode(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
