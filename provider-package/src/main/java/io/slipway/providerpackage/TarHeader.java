package io.slipway.providerpackage;

import java.io.IOException;

import org.apache.commons.compress.archivers.tar.TarUtils;

/** The few fields of a tar header block (POSIX.1-2017, ustar) that decide whether the entry is taken at all. */
record TarHeader(char type, long size) {
    static final int BLOCK = 512;

    private static final int SIZE_OFFSET = 124;
    private static final int SIZE_LENGTH = 12;
    private static final int TYPE_OFFSET = 156;

    /** Headers that describe the entry after them: longer ones would only serve to fill memory. */
    private static final int MAX_METADATA = 16 * 1024;

    static TarHeader read(byte[] block) throws IOException {
        TarHeader header = new TarHeader((char) (block[TYPE_OFFSET] & 0xff), size(block));
        header.check();
        return header;
    }

    private static long size(byte[] block) throws IOException {
        try {
            require(TarUtils.verifyCheckSum(block), Problem.ARCHIVE_CORRUPT, "The archive has a damaged tar header.");
            return TarUtils.parseOctalOrBinary(block, SIZE_OFFSET, SIZE_LENGTH);
        } catch (IllegalArgumentException e) {
            throw new RefusedArchive(Problem.ARCHIVE_CORRUPT.refuse(
                    "The archive has a damaged tar header: " + Printable.of(e.getMessage()) + "."));
        }
    }

    boolean metadata() {
        return type == 'x' || type == 'g' || type == 'L' || type == 'K';
    }

    /** Payload with its padding to whole blocks. */
    long paddedSize() {
        return (size + BLOCK - 1) / BLOCK * BLOCK;
    }

    private void check() throws IOException {
        switch (type) {
            case '0', '\0' -> require(size >= 0, Problem.ARCHIVE_CORRUPT, "The archive has an entry of negative size.");
            case '5' -> require(size == 0, Problem.ARCHIVE_CORRUPT, "The archive has a directory with content.");
            case 'x', 'g', 'L', 'K' ->
                require(
                        size >= 0 && size <= MAX_METADATA,
                        Problem.HEADER_TOO_LARGE,
                        "The archive has an extended header of " + size + " bytes: at most " + MAX_METADATA + ".");
            case '1' -> refuse(Problem.HARD_LINK, "The archive has a hard link: put the file itself in.");
            case '2' -> refuse(Problem.SYMBOLIC_LINK, "The archive has a symbolic link: put the file itself in.");
            case '3', '4' -> refuse(Problem.DEVICE, "The archive has a device: leave it out.");
            case '6' -> refuse(Problem.FIFO, "The archive has a named pipe: leave it out.");
            case 'S' -> refuse(Problem.SPARSE_FILE, "The archive has a sparse file: pack without --sparse.");
            default ->
                refuse(
                        Problem.ENTRY_TYPE,
                        "The archive has an entry of type '" + type + "': only files and directories.");
        }
    }

    private static void require(boolean holds, Problem problem, String message) throws IOException {
        if (!holds) {
            refuse(problem, message);
        }
    }

    private static void refuse(Problem problem, String message) throws IOException {
        throw new RefusedArchive(problem.refuse(message));
    }
}
