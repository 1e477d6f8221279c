package io.slipway.providerpackage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** The resource types' schemas, read from the package's files. */
public final class ResourceSchemas {
    /** Of one schema file. */
    static final int MAX_BYTES = 256 * 1024;

    private static final int MAX_DEPTH = 64;
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final ObjectMapper STRICT_JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Path root;
    private final List<Violation> missing = new ArrayList<>();
    private final List<Violation> violations = new ArrayList<>();

    private ResourceSchemas(Path root) {
        this.root = root;
    }

    /**
     * Returns one object for each resource: {@code name}, {@code description}, {@code configSchema} and
     * {@code outputsSchema} (empty, which takes anything, where the manifest names none).
     *
     * @throws PackageException {@code schema_missing} or {@code schema_invalid}, with all violations
     */
    public static List<Map<String, Object>> compile(Path unpackedDirectory, ProviderManifest manifest)
            throws PackageException {
        ResourceSchemas schemas = new ResourceSchemas(unpackedDirectory);
        List<Map<String, Object>> compiled = new ArrayList<>();
        for (int i = 0; i < manifest.resources().size(); i++) {
            compiled.add(
                    schemas.resource("/resources/" + i, manifest.resources().get(i)));
        }
        if (!schemas.missing.isEmpty()) {
            throw Problem.SCHEMA_MISSING.refuse(schemas.missing);
        }
        if (!schemas.violations.isEmpty()) {
            throw Problem.SCHEMA_INVALID.refuse(schemas.violations);
        }
        return compiled;
    }

    private Map<String, Object> resource(String pointer, Resource resource) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("name", resource.name());
        result.put("description", resource.description());
        result.put("configSchema", schema(pointer + "/configSchema", resource.configSchema()));
        result.put("outputsSchema", schema(pointer + "/outputsSchema", resource.outputsSchema()));
        return result;
    }

    private Map<String, Object> schema(String pointer, String file) {
        if (file == null) {
            return Map.of();
        }
        Path path = root.resolve(file).normalize();
        if (!path.startsWith(root.normalize()) || !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            missing.add(new Violation(ProviderManifest.FILE, pointer, "'" + file + "' is not in the package"));
            return Map.of();
        }
        JsonNode schema = parse(file, path);
        if (schema == null) {
            return Map.of();
        }
        violations.addAll(SchemaCompiler.check(file, "", schema));
        return STRICT_JSON.convertValue(schema, OBJECT);
    }

    /** Null when it is no JSON object, which is reported. */
    private JsonNode parse(String file, Path path) {
        try {
            if (Files.size(path) > MAX_BYTES) {
                return invalid(file, "is longer than " + MAX_BYTES + " bytes");
            }
            JsonNode schema = STRICT_JSON.readTree(Files.readAllBytes(path));
            return schema.isObject() ? schema : invalid(file, "is no JSON object");
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            return invalid(file, "is no valid JSON: " + e.getOriginalMessage() + " (line " + line + ")");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode invalid(String file, String message) {
        violations.add(new Violation(file, "", message));
        return null;
    }
}
