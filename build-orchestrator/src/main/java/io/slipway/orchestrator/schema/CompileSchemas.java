package io.slipway.orchestrator.schema;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.orchestrator.build.Rejected;
import io.slipway.outbox.EventJson;
import io.slipway.providerpackage.PackageException;
import io.slipway.providerpackage.ProviderManifest;
import io.slipway.providerpackage.ResourceSchemas;

/** The JSON Schemas of the resource types that a provider declares. */
@ApplicationScoped
public class CompileSchemas {
    /** Events carry schemas whole and must stay below 512 KiB. */
    private static final int MAX_BYTES = 256 * 1024;

    /**
     * Compiles all, or says what is wrong with any.
     *
     * @throws Rejected with file and JSON pointer of each fault
     */
    public List<Map<String, Object>> compile(Path unpacked, ProviderManifest manifest) throws Rejected {
        try {
            List<Map<String, Object>> schemas = ResourceSchemas.compile(unpacked, manifest);
            int size = EventJson.write(schemas).getBytes(StandardCharsets.UTF_8).length;
            if (size > MAX_BYTES) {
                throw new Rejected(
                        "schemas_too_large",
                        "the schemas take %d bytes together, at most %d are kept: shorten descriptions and enumerations"
                                .formatted(size, MAX_BYTES));
            }
            return schemas;
        } catch (PackageException e) {
            throw PackageFault.of(e);
        }
    }
}
