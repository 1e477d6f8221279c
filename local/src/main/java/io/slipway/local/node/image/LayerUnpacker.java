package io.slipway.local.node.image;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * Applies one layer to a root file system (OCI image specification, "Image Layer Filesystem Changeset"), whiteouts
 * included. Names and links cannot leave the root; devices and pipes are left out, setuid bits dropped. Files are replaced,
 * never written in place, and made read-only, because others share them by hard links.
 */
final class LayerUnpacker {
    private static final String WHITEOUT = ".wh.";
    private static final String OPAQUE = ".wh..wh..opq";
    private static final long MAX_BYTES = 8L << 30;
    private static final int MAX_ENTRIES = 500_000;

    private final RootFs rootFs;
    private final Set<Path> ofThisLayer = new HashSet<>();
    private long bytes;
    private int entries;

    LayerUnpacker(RootFs rootFs) {
        this.rootFs = rootFs;
    }

    void apply(Path archive, boolean gzip) throws IOException, UnusableImageException {
        try (InputStream file = new BufferedInputStream(Files.newInputStream(archive), 1 << 16);
                InputStream plain = gzip
                        ? GzipCompressorInputStream.builder()
                                .setInputStream(file)
                                .setDecompressConcatenated(true)
                                .get()
                        : file;
                TarArchiveInputStream tar = new TarArchiveInputStream(plain)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                count(entry);
                apply(entry, tar);
            }
        }
    }

    private void count(TarArchiveEntry entry) throws UnusableImageException {
        bytes += entry.getSize();
        if (++entries > MAX_ENTRIES || bytes > MAX_BYTES) {
            throw new UnusableImageException("the layer has more than " + MAX_ENTRIES + " files or " + (MAX_BYTES >> 30)
                    + " GiB: make the image smaller");
        }
    }

    private void apply(TarArchiveEntry entry, TarArchiveInputStream tar) throws IOException, UnusableImageException {
        String name = entry.getName();
        if (name.replace("/", "").replace(".", "").isEmpty()) {
            return; // the root itself, "./"
        }
        Path path = rootFs.resolveParent(name);
        String last = path.getFileName().toString();
        if (last.equals(OPAQUE)) {
            clear(path.getParent());
        } else if (last.startsWith(WHITEOUT)) {
            deleteLower(path.resolveSibling(last.substring(WHITEOUT.length())));
        } else if (!entry.isCharacterDevice() && !entry.isBlockDevice() && !entry.isFIFO()) {
            create(entry, tar, path);
        }
    }

    private void create(TarArchiveEntry entry, TarArchiveInputStream tar, Path path)
            throws IOException, UnusableImageException {
        Files.createDirectories(path.getParent());
        ofThisLayer.add(path);
        if (entry.isDirectory()) {
            if (!rootFs.isDirectory(path)) {
                Files.deleteIfExists(path);
                Files.createDirectory(path);
            }
            Files.setPosixFilePermissions(path, permissions(entry.getMode() | 0700));
            return;
        }
        if (entry.isLink()) {
            link(path, rootFs.resolve(entry.getLinkName()), entry.getLinkName());
            return;
        }
        Trees.delete(path);
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, rootFs.insideTarget(path, entry.getLinkName()));
            return;
        }
        Files.copy(tar, path);
        Files.setPosixFilePermissions(path, permissions((entry.getMode() | 0400) & ~0222));
    }

    private static void link(Path path, Path target, String name) throws IOException, UnusableImageException {
        if (!Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new UnusableImageException("a hard link in the image leads to no file: " + name);
        }
        if (!path.equals(target)) {
            Trees.delete(path);
            Files.createLink(path, target);
        }
    }

    private void clear(Path directory) throws IOException {
        if (!rootFs.isDirectory(directory)) {
            return;
        }
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            for (Path child : children) {
                deleteLower(child);
            }
        }
    }

    /** A whiteout hides what lower layers brought, whatever the order of the entries in its own. */
    private void deleteLower(Path path) throws IOException {
        if (!ofThisLayer.contains(path) && path.startsWith(rootFs.root()) && !path.equals(rootFs.root())) {
            Trees.delete(path);
        }
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] all = PosixFilePermission.values();
        for (int i = 0; i < all.length; i++) {
            if ((mode & (0400 >> i)) != 0) {
                permissions.add(all[i]);
            }
        }
        return permissions;
    }
}
