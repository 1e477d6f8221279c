package io.slipway.providerpackage;

import java.nio.file.Path;

public final class PackageCheck {
    private PackageCheck() {}

    public static ProviderManifest check(Path directory) throws PackageException {
        throw new UnsupportedOperationException();
    }
}
