package io.slipway.providerpackage;

/**
 * How large a package may be.
 *
 * @param archiveBytes of the tar.gz
 * @param unpackedBytes of the tar, headers included
 * @param entries files and directories
 * @param entryBytes of one file
 * @param depth names between slashes in a path
 * @param ratio of unpacked to packed bytes; the first MiB is free
 */
public record PackageLimits(long archiveBytes, long unpackedBytes, int entries, long entryBytes, int depth, int ratio) {
    private static final long MIB = 1024 * 1024;

    public static final PackageLimits DEFAULT = new PackageLimits(64 * MIB, 512 * MIB, 10_000, 256 * MIB, 32, 100);

    /** What a gzip of {@code archiveBytes} may unpack to before it counts as a bomb. */
    long plausibleBytes(long archiveBytes) {
        return Math.max(MIB, Math.multiplyExact(archiveBytes, (long) ratio));
    }
}
