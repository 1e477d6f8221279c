package io.slipway.providerpackage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.slipway.contracts.VersionState.Strategy;
import org.jspecify.annotations.Nullable;

/**
 * The package of a provider that is an image already: a manifest and its schemas, made of values. The same values give the
 * same bytes.
 *
 * @param image with a digest
 * @param data whether files in DATA_DIR outlive revisions
 * @param config JSON Schema of the config
 * @param transformer JSONata expression; null for none
 */
public record ImagePackage(
        ImageReference image,
        int port,
        String health,
        Strategy strategy,
        boolean data,
        Map<String, Object> config,
        List<ResourceType> resources,
        @Nullable String transformer) {

    /** What an image that does not say otherwise is taken to answer on. */
    public static final int DEFAULT_PORT = ManifestReader.DEFAULT_PORT;

    public static final String DEFAULT_HEALTH = "/healthz";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    /**
     * A resource type with its schemas' content.
     *
     * @param outputsSchema empty or null when it has no outputs
     */
    public record ResourceType(
            String name,
            @Nullable String description,
            Map<String, Object> configSchema,
            @Nullable Map<String, Object> outputsSchema) {}

    /**
     * Returns the tar.gz.
     *
     * @throws PackageException when it would be refused, with the place in {@code provider.yaml}
     */
    public byte[] bytes() throws PackageException {
        Map<String, byte[]> files = new TreeMap<>();
        files.put(ProviderManifest.FILE, json(manifest(files)));
        ManifestReader.read(files.get(ProviderManifest.FILE));
        checkSchemas();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            PackageWriter.write(files, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private Map<String, Object> manifest(Map<String, byte[]> files) {
        Map<String, Object> manifest = new TreeMap<>();
        manifest.put("apiVersion", "slipway.io/v1");
        manifest.put("kind", "Provider");
        manifest.put("image", image.toString());
        manifest.put("port", port);
        manifest.put("health", health);
        manifest.put("strategy", strategy == Strategy.recreate ? "recreate" : "switch");
        if (data) { // said only then: packages made before there was the field keep their digests
            manifest.put("data", true);
        }
        manifest.put("config", config);
        manifest.put(
                "resources",
                resources.stream().map(resource -> entry(resource, files)).toList());
        if (transformer != null) {
            manifest.put("transformer", transformer);
        }
        return manifest;
    }

    private static Map<String, Object> entry(ResourceType resource, Map<String, byte[]> files) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", resource.name());
        if (resource.description() != null && !resource.description().isBlank()) {
            entry.put("description", resource.description());
        }
        entry.put("configSchema", file(resource.name(), "config", resource.configSchema(), files));
        if (resource.outputsSchema() != null && !resource.outputsSchema().isEmpty()) {
            entry.put("outputsSchema", file(resource.name(), "outputs", resource.outputsSchema(), files));
        }
        return entry;
    }

    private static String file(String resource, String kind, Map<String, Object> schema, Map<String, byte[]> files) {
        String path = "schemas/" + resource + "." + kind + ".json";
        files.put(path, json(schema));
        return path;
    }

    private void checkSchemas() throws PackageException {
        List<Violation> violations = new ArrayList<>();
        int bytes = 0;
        for (ResourceType resource : resources) {
            bytes += check(resource.name() + ".config.json", resource.configSchema(), violations);
            bytes += check(resource.name() + ".outputs.json", resource.outputsSchema(), violations);
        }
        if (!violations.isEmpty()) {
            throw Problem.SCHEMA_INVALID.refuse(violations);
        }
        if (bytes > ResourceSchemas.MAX_SUM) {
            throw Problem.SCHEMAS_TOO_LARGE.refuse("The schemas of all resources take more than "
                    + ResourceSchemas.MAX_SUM + " bytes together: shorten descriptions and enumerations.");
        }
    }

    private static int check(String file, Map<String, Object> schema, List<Violation> violations) {
        if (schema == null) {
            return 0;
        }
        violations.addAll(SchemaCompiler.check("schemas/" + file, "", SchemaCompiler.tree(schema)));
        return SchemaCompiler.tree(schema).toString().length();
    }

    private static byte[] json(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e); // values from JSON or of this class's own making
        }
    }
}
