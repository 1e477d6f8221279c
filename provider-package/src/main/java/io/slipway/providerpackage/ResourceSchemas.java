package io.slipway.providerpackage;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

public final class ResourceSchemas {
    private ResourceSchemas() {}

    public static List<Map<String, Object>> compile(Path unpackedDirectory, ProviderManifest manifest)
            throws PackageException {
        throw new UnsupportedOperationException();
    }
}
