package io.slipway.orchestrator.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import io.slipway.providerpackage.ProviderManifest;

/**
 * Everything that decides the digest of an image. It depends on the package and the base alone: no time, no version or
 * provider that the package does not name itself, no order or mode that the file system gives.
 */
record ImageSpec(FileEntriesLayer layer, Map<String, String> labels) {
    static final AbsoluteUnixPath HOME = AbsoluteUnixPath.get("/app");
    private static final FilePermissions PLAIN = FilePermissions.fromOctalString("644");
    private static final FilePermissions EXECUTABLE = FilePermissions.fromOctalString("755");
    private static final String OCI = "org.opencontainers.image.";

    static ImageSpec of(Path unpacked, ProviderManifest manifest, String sourceHash, String base) throws IOException {
        return new ImageSpec(layer(unpacked), labels(manifest, sourceHash, base));
    }

    /** Keys as defined by the OCI image specification, "Pre-Defined Annotation Keys". */
    static Map<String, String> labels(ProviderManifest manifest, String sourceHash, String base) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(OCI + "revision", sourceHash);
        if (manifest.provider() != null) {
            labels.put(OCI + "title", manifest.provider());
        }
        if (manifest.version() != null) {
            labels.put(OCI + "version", manifest.version());
        }
        if (base != null) {
            int at = base.indexOf('@');
            labels.put(OCI + "base.name", base.substring(0, at));
            labels.put(OCI + "base.digest", base.substring(at + 1));
        }
        return labels;
    }

    static FileEntriesLayer layer(Path unpacked) throws IOException {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName("package");
        for (Path path : sorted(unpacked)) {
            AbsoluteUnixPath target = HOME.resolve(unpacked.relativize(path));
            boolean executable = Files.isDirectory(path) || Files.isExecutable(path);
            layer.addEntry(path, target, executable ? EXECUTABLE : PLAIN, Instant.EPOCH);
        }
        return layer.build();
    }

    private static List<Path> sorted(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.sorted().toList();
        }
    }
}
