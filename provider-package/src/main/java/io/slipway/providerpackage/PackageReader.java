package io.slipway.providerpackage;

import java.nio.file.Path;

public final class PackageReader {
    public ProviderManifest readManifest(Path tarGz, PackageLimits limits) throws PackageException {
        throw new UnsupportedOperationException();
    }

    public void unpack(Path tarGz, Path emptyDirectory, PackageLimits limits) throws PackageException {
        throw new UnsupportedOperationException();
    }
}
