package io.slipway.providerpackage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

public final class PackageWriter {
    private PackageWriter() {}

    public static void write(Path directory, OutputStream out) throws IOException, PackageException {
        throw new UnsupportedOperationException();
    }
}
