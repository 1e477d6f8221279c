package io.slipway.providerpackage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** Archives that mean harm, each with what it is refused for. They are made anew each time, block by block. */
public final class HostileArchives {
    private static final int CHUNK = 64 * 1024;

    private HostileArchives() {}

    /**
     * @param code of the {@link PackageException}
     * @param reason what is hostile
     */
    public record Archive(String code, String reason, byte[] bytes) {
        @Override
        public String toString() {
            return code + ": " + reason;
        }
    }

    /** @param limits those that are exceeded */
    public static Stream<Archive> all(PackageLimits limits) {
        return Stream.of(names(limits), types(), sizes(limits), streams()).flatMap(List::stream);
    }

    /** It could be unpacked, but not be published. */
    public static Archive withoutManifest() {
        return new Archive(
                "manifest_missing",
                "no provider.yaml",
                new TestTar().file("Hello.java", "").gzip());
    }

    private static List<Archive> names(PackageLimits limits) {
        return List.of(
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
                tar("too_deep", "a level too many", t -> t.file("a/".repeat(limits.depth()) + "f", "")),
                tar("duplicate_name", "file twice", t -> t.file("a", "1").file("a", "2")),
                tar("duplicate_name", "dot slash", t -> t.file("a", "1").file("./a", "2")),
                tar("duplicate_name", "directory twice", t -> t.directory("a/").directory("a/")),
                tar("duplicate_name", "file, then directory", t -> t.file("a", "1")
                        .file("a/b", "2")),
                tar("duplicate_name", "directory, then file", t -> t.file("a/b", "1")
                        .file("a", "2")),
                tar("duplicate_name", "a second manifest", t -> t.file("provider.yaml", TestTar.MANIFEST)),
                tar("case_collision", "files", t -> t.file("Readme", "1").file("README", "2")),
                tar("case_collision", "parents", t -> t.file("a/x", "1").file("A/y", "2")),
                tar("case_collision", "sharp s", t -> t.file("straße", "1").file("STRASSE", "2")),
                tar("unicode_collision", "NFC and NFD", t -> t.file("caf\u00e9", "1")
                        .file("cafe\u0301", "2")),
                tar("unicode_collision", "NFKC ligature", t -> t.file("\ufb01le", "1")
                        .file("file", "2")));
    }

    private static List<Archive> types() {
        return List.of(
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

    private static List<Archive> sizes(PackageLimits limits) {
        return List.of(
                tar("too_many_entries", "one more than allowed", t -> IntStream.range(0, limits.entries())
                        .forEach(i -> t.file("f" + i, Integer.toHexString(i * 0x9E3779B9)))),
                tar(
                        "entry_too_large",
                        "declared",
                        t -> t.raw(TestTar.header("big", '0', 0644, limits.entryBytes() + 1))),
                tar("entry_too_large", "declared by pax", t -> t.pax("size", "5")
                        .file("x", "12345")),
                tar("compression_ratio", "a bomb", t -> t.entry("zeros", '0', 0644, new byte[1_200_000])),
                tar("header_too_large", "name to fill memory", t -> t.raw(TestTar.header("x", 'L', 0, 50_000_000))),
                new Archive("unpacked_too_large", "in sum", tooMuchInSum(limits)));
    }

    private static List<Archive> streams() {
        byte[] good = TestTar.withManifest().gzip();
        byte[] tar = TestTar.withManifest().tar();
        byte[] flipped = good.clone();
        flipped[good.length - 6] ^= 0x55;
        return List.of(
                new Archive("trailing_data", "after gzip", concat(good, new byte[] {1})),
                new Archive("trailing_data", "a second gzip member", concat(good, good)),
                new Archive(
                        "trailing_data",
                        "after tar's end",
                        TestTar.withManifest().end().file("late", "").gzip()),
                new Archive("archive_truncated", "gzip", Arrays.copyOf(good, good.length - 20)),
                new Archive("archive_truncated", "empty", new byte[] {31, (byte) 139, 8}),
                new Archive("archive_truncated", "tar without an end", TestTar.gzip(tar)),
                new Archive("archive_truncated", "in a file", TestTar.gzip(Arrays.copyOf(tar, 700))),
                new Archive("archive_corrupt", "checksum of gzip", flipped),
                new Archive("archive_corrupt", "no gzip", "hello, this is no archive".getBytes(StandardCharsets.UTF_8)),
                new Archive("archive_corrupt", "gzip of no tar", TestTar.gzip(random(2048))),
                new Archive(
                        "archive_corrupt",
                        "pax record without length",
                        new TestTar()
                                .entry("p", 'x', 0, "path=a\n".getBytes(StandardCharsets.UTF_8))
                                .gzip()),
                new Archive(
                        "archive_corrupt",
                        "directory with content",
                        new TestTar().entry("d/", '5', 0, new byte[512]).gzip()));
    }

    /** No bomb, since its noise does not compress, and no entry is too large; zeros are never held in memory. */
    private static byte[] tooMuchInSum(PackageLimits limits) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int noise = (int) (limits.unpackedBytes() / limits.ratio()) + 5_000;
        long entry = limits.entryBytes() / 512 * 512;
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(TestTar.withManifest()
                    .entry("noise", '0', 0644, random(noise))
                    .tar());
            for (long total = 0; total <= limits.unpackedBytes(); total += entry) {
                gzip.write(TestTar.header("zeros" + total, '0', 0644, entry));
                zeros(gzip, entry);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void zeros(OutputStream out, long count) throws IOException {
        byte[] chunk = new byte[CHUNK];
        for (long left = count; left > 0; left -= CHUNK) {
            out.write(chunk, 0, (int) Math.min(CHUNK, left));
        }
    }

    private static Archive tar(String code, String reason, Consumer<TestTar> content) {
        TestTar tar = TestTar.withManifest();
        content.accept(tar);
        return new Archive(code, reason, tar.gzip());
    }

    /** Not compressible, and the same each time. */
    static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
