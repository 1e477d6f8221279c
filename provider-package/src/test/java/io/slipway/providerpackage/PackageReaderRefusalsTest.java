package io.slipway.providerpackage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class PackageReaderRefusalsTest {
    private static final PackageLimits SMALL = new PackageLimits(100_000, 3_000_000, 20, 1_500_000, 5, 50);

    @TempDir
    Path directory;

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource({"names", "types", "sizes", "streams"})
    void refusesByReadingAndByUnpackingAlike(String code, String reason, byte[] archive) throws IOException {
        Path file = Files.write(directory.resolve("package.tar.gz"), archive);
        Path target = Files.createDirectory(directory.resolve("unpacked"));

        PackageException read = refusal(() -> new PackageReader().readManifest(file, SMALL));
        PackageException unpack = refusal(() -> new PackageReader().unpack(file, target, SMALL));

        assertThat(read.code()).as(reason + ": " + read.getMessage()).isEqualTo(code);
        assertThat(unpack.code()).isEqualTo(code);
        assertThat(unpack).hasMessage(read.getMessage());
        assertThat(directory).isDirectoryNotContaining("glob:**/escaped*");
    }

    static Stream<Arguments> names() {
        return Stream.of(
                tar("absolute_name", "leading slash", t -> t.file("/escaped", "")),
                tar("absolute_name", "drive letter", t -> t.file("C:/escaped", "")),
                tar("absolute_name", "in a pax record", t -> t.pax("path", "/escaped")
                        .file("x", "")),
                tar("absolute_name", "in a GNU long name", t -> t.longName("/escaped")
                        .file("x", "")),
                tar("parent_reference", "climbs out", t -> t.file("../escaped", "")),
                tar("parent_reference", "climbs inside", t -> t.file("a/../../escaped", "")),
                tar("parent_reference", "in a pax record", t -> t.pax("path", "a/../../escaped")
                        .file("x", "")),
                tar("parent_reference", "as a directory", t -> t.directory("../")),
                tar("backslash", "windows separator", t -> t.file("a\\escaped", "")),
                tar("control_character", "line feed", t -> t.file("a\nb", "")),
                tar("control_character", "escape", t -> t.file("a\u001b[31mb", "")),
                tar("control_character", "NUL in a pax record", t -> t.pax("path", "a\0b")
                        .file("x", "")),
                tar("control_character", "C1", t -> t.file("a\u0085b", "")),
                tar("invalid_name", "empty part", t -> t.file("a//b", "")),
                tar("invalid_name", "dot inside", t -> t.file("a/./b", "")),
                tar("name_too_long", "part", t -> t.pax("path", "n".repeat(256)).file("x", "")),
                tar("name_too_long", "path", t -> t.pax("path", "nnn/".repeat(300) + "n")
                        .file("x", "")),
                tar("too_deep", "six levels", t -> t.file("a/b/c/d/e/f", "")),
                tar("duplicate_name", "file twice", t -> t.file("a", "1").file("a", "2")),
                tar("duplicate_name", "dot slash", t -> t.file("a", "1").file("./a", "2")),
                tar("duplicate_name", "directory twice", t -> t.directory("a/").directory("a/")),
                tar("duplicate_name", "file, then directory", t -> t.file("a", "1")
                        .file("a/b", "2")),
                tar("duplicate_name", "directory, then file", t -> t.file("a/b", "1")
                        .file("a", "2")),
                tar("case_collision", "files", t -> t.file("Readme", "1").file("README", "2")),
                tar("case_collision", "parents", t -> t.file("a/x", "1").file("A/y", "2")),
                tar("case_collision", "sharp s", t -> t.file("straße", "1").file("STRASSE", "2")),
                tar("unicode_collision", "NFC and NFD", t -> t.file("caf\u00e9", "1")
                        .file("cafe\u0301", "2")),
                tar("unicode_collision", "NFKC ligature", t -> t.file("\ufb01le", "1")
                        .file("file", "2")));
    }

    static Stream<Arguments> types() {
        return Stream.of(
                tar("symbolic_link", "link", t -> t.special("link", '2')),
                tar("hard_link", "link", t -> t.special("link", '1')),
                tar("device", "character", t -> t.special("tty", '3')),
                tar("device", "block", t -> t.special("disk", '4')),
                tar("fifo", "pipe", t -> t.special("pipe", '6')),
                tar("sparse_file", "old GNU", t -> t.special("sparse", 'S')),
                tar("sparse_file", "pax", t -> t.pax("GNU.sparse.major", "1").file("sparse", "")),
                tar("entry_type", "contiguous", t -> t.special("contiguous", '7')),
                tar("entry_type", "multi-volume", t -> t.special("volume", 'M')),
                tar("entry_type", "global path", t -> t.pax('g', "path", "everything")
                        .file("x", "")));
    }

    static Stream<Arguments> sizes() {
        return Stream.of(
                arguments("archive_too_large", "100 kB", random(100_001)),
                tar("too_many_entries", "one more than allowed", t -> {
                    for (int i = 0; i < 20; i++) {
                        t.file("f" + i, "");
                    }
                }),
                tar("entry_too_large", "declared", t -> t.raw(TestTar.header("big", '0', 0644, 1_500_001))),
                tar("entry_too_large", "declared by pax", t -> t.pax("size", "5")
                        .file("x", "12345")),
                tar("compression_ratio", "a bomb", t -> t.entry("zeros", '0', 0644, new byte[1_200_000])),
                tar("header_too_large", "name to fill memory", t -> t.raw(TestTar.header("x", 'L', 0, 50_000_000))),
                tar("unpacked_too_large", "in sum", t -> {
                    t.entry("noise", '0', 0644, random(65_000));
                    t.entry("a", '0', 0644, new byte[1_400_000]);
                    t.entry("b", '0', 0644, new byte[1_400_000]);
                    t.entry("c", '0', 0644, new byte[1_400_000]);
                }));
    }

    static Stream<Arguments> streams() {
        byte[] good = TestTar.withManifest().gzip();
        byte[] tar = TestTar.withManifest().tar();
        byte[] flipped = good.clone();
        flipped[good.length - 6] ^= 0x55;
        return Stream.of(
                arguments("trailing_data", "after gzip", concat(good, new byte[] {1})),
                arguments("trailing_data", "a second gzip member", concat(good, good)),
                arguments(
                        "trailing_data",
                        "after tar's end",
                        TestTar.withManifest().end().file("late", "").gzip()),
                arguments("archive_truncated", "gzip", Arrays.copyOf(good, good.length - 20)),
                arguments("archive_truncated", "empty", new byte[] {31, (byte) 139, 8}),
                arguments("archive_truncated", "tar without an end", TestTar.gzip(tar)),
                arguments("archive_truncated", "in a file", TestTar.gzip(Arrays.copyOf(tar, 700))),
                arguments("archive_corrupt", "checksum of gzip", flipped),
                arguments("archive_corrupt", "no gzip", "hello, this is no archive".getBytes(StandardCharsets.UTF_8)),
                arguments("archive_corrupt", "gzip of no tar", TestTar.gzip(random(2048))),
                arguments(
                        "archive_corrupt",
                        "pax record without length",
                        new TestTar()
                                .entry("p", 'x', 0, "path=a\n".getBytes(StandardCharsets.UTF_8))
                                .gzip()),
                arguments(
                        "archive_corrupt",
                        "directory with content",
                        new TestTar().entry("d/", '5', 0, new byte[512]).gzip()));
    }

    private static Arguments tar(String code, String reason, Consumer<TestTar> content) {
        TestTar tar = TestTar.withManifest();
        content.accept(tar);
        return arguments(code, reason, tar.gzip());
    }

    /** Not compressible, and the same each time. */
    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    private static byte[] concat(byte[] first, byte[] second) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(first);
        out.writeBytes(second);
        return out.toByteArray();
    }

    private static PackageException refusal(ThrowingCallable call) {
        PackageException refusal = catchThrowableOfType(PackageException.class, call);
        assertThat(refusal).as("it should be refused").isNotNull();
        return refusal;
    }
}
