package io.slipway.providerpackage;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PackageWriterTest {
    @TempDir
    Path directory;

    @Test
    void givesTheSameBytesForTheSameFiles() throws Exception {
        Path first = Files.createDirectory(directory.resolve("first"));
        Path second = Files.createDirectory(directory.resolve("second"));
        for (String name : List.of("provider.yaml", "b", "a/x", "grüße", "Z")) {
            put(first, name, "content of " + name);
        }
        for (String name : List.of("Z", "grüße", "a/x", "b", "provider.yaml")) {
            Path file = put(second, name, "content of " + name);
            Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        Files.createDirectory(second.resolve("empty"));

        assertThat(pack(first)).isEqualTo(pack(second));
    }

    @Test
    void sortsAndStripsWhatDiffersBetweenMachines() throws Exception {
        put(directory, "b/run", "#!/bin/sh");
        Files.setPosixFilePermissions(directory.resolve("b/run"), PosixFilePermissions.fromString("rwx------"));
        put(directory, "b.txt", "");
        put(directory, "B", "");

        List<TarArchiveEntry> entries = entries(pack(directory));

        assertThat(entries).extracting(TarArchiveEntry::getName).containsExactly("B", "b.txt", "b/run");
        assertThat(entries).allSatisfy(entry -> {
            assertThat(entry.getLastModifiedTime().toMillis()).isZero();
            assertThat(entry.getLongUserId()).isZero();
            assertThat(entry.getLongGroupId()).isZero();
            assertThat(entry.getUserName()).isEmpty();
        });
        assertThat(entries).extracting(entry -> entry.getMode() & 0777).containsExactly(0644, 0644, 0755);
        assertThat(pack(directory)).startsWith(31, 139, 8, 0, 0, 0, 0, 0);
    }

    @Test
    void leavesOutWhatIsIgnored() throws Exception {
        put(directory, ".slipwayignore", "# build\n*.class\n/target/\nnotes/**/*.txt\n!keep.class\n");
        for (String name : List.of(
                "A.class",
                "src/B.class",
                "keep.class",
                "target/x",
                "src/target/x",
                "notes/a.txt",
                "notes/d/b.txt",
                "notes/c.md",
                ".git/config",
                "provider.yaml")) {
            put(directory, name, "x");
        }

        assertThat(entries(pack(directory)))
                .extracting(TarArchiveEntry::getName)
                .containsExactly("keep.class", "notes/c.md", "provider.yaml", "src/target/x");
    }

    @Test
    void refusesLinks() throws Exception {
        Files.createSymbolicLink(directory.resolve("link"), Path.of("elsewhere"));

        assertThatThrownBy(() -> pack(directory))
                .isInstanceOfSatisfying(
                        PackageException.class, e -> assertThat(e.code()).isEqualTo("symbolic_link"))
                .hasMessageContaining("'link'");
    }

    @Test
    void packsWhatTheReaderTakes() throws Exception {
        put(directory, "provider.yaml", TestTar.MANIFEST + "resources:\n  - {name: g, configSchema: s/g.json}\n");
        put(directory, "s/g.json", "{\"type\": \"object\"}");
        put(directory, "n".repeat(200) + "/" + "m".repeat(200), "long");

        assertThat(PackageCheck.check(directory).runtime()).isEqualTo("java25");

        put(directory, "s/g.json", "{\"type\": \"objet\"}");
        assertThatThrownBy(() -> PackageCheck.check(directory)).hasMessageStartingWith("s/g.json#/type: ");
    }

    private static Path put(Path root, String name, String content) throws Exception {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private static byte[] pack(Path directory) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PackageWriter.write(directory, out);
        return out.toByteArray();
    }

    private static List<TarArchiveEntry> entries(byte[] archive) throws Exception {
        List<TarArchiveEntry> entries = new ArrayList<>();
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new GZIPInputStream(new ByteArrayInputStream(archive)), "UTF-8")) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                entries.add(entry);
            }
        }
        return entries;
    }
}
