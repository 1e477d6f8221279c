package io.slipway.orchestrator.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.orchestrator.build.BuildJob;
import io.slipway.orchestrator.build.Builder;
import io.slipway.orchestrator.build.Built;
import io.slipway.orchestrator.build.Rejected;
import io.slipway.orchestrator.build.Unavailable;
import io.slipway.orchestrator.schema.CompileSchemas;
import io.slipway.orchestrator.schema.PackageFault;
import io.slipway.orchestrator.source.FetchSource;
import io.slipway.providerpackage.PackageException;
import io.slipway.providerpackage.PackageLimits;
import io.slipway.providerpackage.PackageReader;
import io.slipway.providerpackage.ProviderManifest;

/** The default builder: fetch, unpack, compile schemas, assemble or copy, push. Nothing of the package runs. */
@ApplicationScoped
public class AssembleImage implements Builder {
    private static final PackageLimits LIMITS = PackageLimits.DEFAULT;

    private final FetchSource source;
    private final CompileSchemas schemas;
    private final JibImages images;
    private final CopyForeignImage foreign;
    private final PackageReader packages = new PackageReader();

    AssembleImage(FetchSource source, CompileSchemas schemas, JibImages images, CopyForeignImage foreign) {
        this.source = source;
        this.schemas = schemas;
        this.images = images;
        this.foreign = foreign;
    }

    @Override
    public Built build(BuildJob job, Path directory, Consumer<String> log)
            throws Rejected, Unavailable, IOException, InterruptedException {
        Path archive = directory.resolve("source.tar.gz");
        Path unpacked = Files.createDirectory(directory.resolve("app"));

        log.accept("Fetching source sha256:%s (%d bytes)".formatted(job.sourceHash(), job.sourceSize()));
        source.fetch(job.sourceHash(), job.sourceSize(), archive, LIMITS);

        log.accept("Unpacking");
        ProviderManifest manifest = unpack(archive, unpacked);
        Files.delete(archive);

        List<Map<String, Object>> compiled = schemas.compile(unpacked, manifest);
        log.accept("Compiled the schemas of %d resource types".formatted(compiled.size()));

        if (manifest.image() != null) {
            return new Built(foreign.copy(job, manifest.image(), log), compiled);
        }
        log.accept("Assembling the image on " + (job.runtimeImage() == null ? "no base" : job.runtimeImage()));
        ImageSpec spec = ImageSpec.of(unpacked, manifest, job.sourceHash(), job.runtimeImage());
        return new Built(images.push(job, manifest, spec, directory.resolve("layers"), log), compiled);
    }

    private ProviderManifest unpack(Path archive, Path unpacked) throws Rejected {
        try {
            ProviderManifest manifest = packages.readManifest(archive, LIMITS);
            packages.unpack(archive, unpacked, LIMITS);
            return manifest;
        } catch (PackageException e) {
            throw PackageFault.of(e);
        }
    }
}
