package io.slipway.providerpackage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
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

    /** Of all together, each counted as often as the manifest names it: events carry them whole, and must stay below 512 KiB. */
    static final int MAX_SUM = 256 * 1024;

    /** Of all together: in memory a value such as <code>{}</code> takes a hundred times its three bytes. */
    static final int MAX_VALUES = 20_000;

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
    private final Map<String, Parsed> parsed = new HashMap<>();
    private int values;
    private int bytes;

    private record Parsed(Map<String, Object> schema, int values) {
        static final Parsed NOTHING = new Parsed(Map.of(), 0);
    }

    private ResourceSchemas(Path root) {
        this.root = root;
    }

    /**
     * Returns one object for each resource: {@code name}, {@code description}, {@code configSchema} and
     * {@code outputsSchema} (empty, which takes anything, where the manifest names none).
     *
     * @throws PackageException {@code schema_missing} or {@code schema_invalid}, with all violations; {@code schemas_too_large}
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

    private Map<String, Object> resource(String pointer, Resource resource) throws PackageException {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("name", resource.name());
        result.put("description", resource.description());
        result.put("configSchema", schema(pointer + "/configSchema", resource.configSchema()));
        result.put("outputsSchema", schema(pointer + "/outputsSchema", resource.outputsSchema()));
        bytes += size(result);
        if (bytes > MAX_SUM) {
            throw tooLarge("take more than " + MAX_SUM + " bytes");
        }
        return result;
    }

    private Map<String, Object> schema(String pointer, String file) throws PackageException {
        if (file == null) {
            return Map.of();
        }
        Path path = root.resolve(file).normalize();
        if (!path.startsWith(root.normalize()) || !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            missing.add(new Violation(ProviderManifest.FILE, pointer, "'" + file + "' is not in the package"));
            return Map.of();
        }
        Parsed found = parsed.get(file);
        if (found == null) {
            found = parsed(file, path);
            parsed.put(file, found);
        }
        values += found.values();
        mustNotHold(values);
        return found.schema();
    }

    private Parsed parsed(String file, Path path) throws PackageException {
        try {
            if (Files.size(path) > MAX_BYTES) {
                return invalid(file, "is longer than " + MAX_BYTES + " bytes");
            }
            byte[] content = Files.readAllBytes(path);
            int held = count(content);
            JsonNode schema = STRICT_JSON.readTree(content);
            if (!schema.isObject()) {
                return invalid(file, "is no JSON object");
            }
            violations.addAll(SchemaCompiler.check(file, "", schema));
            return new Parsed(STRICT_JSON.convertValue(schema, OBJECT), held);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            return invalid(file, "is no valid JSON: " + e.getOriginalMessage() + " (line " + line + ")");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Before anything of it is kept. */
    private int count(byte[] content) throws IOException, PackageException {
        int count = 0;
        try (JsonParser tokens = STRICT_JSON.createParser(content)) {
            for (JsonToken token = tokens.nextToken(); token != null; token = tokens.nextToken()) {
                count += token.isStructStart() || token.isScalarValue() ? 1 : 0;
                mustNotHold(values + count);
            }
        }
        return count;
    }

    private static void mustNotHold(int values) throws PackageException {
        if (values > MAX_VALUES) {
            throw tooLarge("hold more than " + MAX_VALUES + " values");
        }
    }

    private static PackageException tooLarge(String how) {
        return Problem.SCHEMAS_TOO_LARGE.refuse("The schemas of all resources " + how
                + " together, a file counted as often as it is named: shorten descriptions and enumerations.");
    }

    /** As events carry it, with what separates it from the next. */
    private static int size(Map<String, Object> resource) {
        try {
            return STRICT_JSON.writeValueAsBytes(resource).length + 1;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // it has been read from JSON
        }
    }

    private Parsed invalid(String file, String message) {
        violations.add(new Violation(file, "", message));
        return Parsed.NOTHING;
    }
}
