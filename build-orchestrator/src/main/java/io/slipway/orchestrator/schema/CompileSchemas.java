package io.slipway.orchestrator.schema;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.orchestrator.build.Rejected;
import io.slipway.providerpackage.PackageException;
import io.slipway.providerpackage.ProviderManifest;
import io.slipway.providerpackage.ResourceSchemas;

/** The JSON Schemas of the resource types that a provider declares. */
@ApplicationScoped
public class CompileSchemas {
    /**
     * Compiles all, or says what is wrong with any.
     *
     * @throws Rejected with file and JSON pointer of each fault
     */
    public List<Map<String, Object>> compile(Path unpacked, ProviderManifest manifest) throws Rejected {
        try {
            return ResourceSchemas.compile(unpacked, manifest);
        } catch (PackageException e) {
            throw PackageFault.of(e);
        }
    }
}
