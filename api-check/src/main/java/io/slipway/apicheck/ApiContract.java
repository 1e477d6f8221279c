package io.slipway.apicheck;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

/** An OpenAPI document as a judge of answers: what it does not state, an answer may not be. */
public final class ApiContract {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Set<String> WITHOUT_OPERATIONS = Set.of("HEAD", "OPTIONS");

    private final JsonNode document;
    private final BodySchemas schemas;
    private final List<ApiOperation> operations = new ArrayList<>();

    public ApiContract(JsonNode document) {
        this.document = document;
        this.schemas = new BodySchemas(document);
        document.at("/paths").properties().forEach(path -> path.getValue()
                .properties()
                .forEach(method -> operations.add(new ApiOperation(
                        method.getKey().toUpperCase(java.util.Locale.ROOT), path.getKey(), method.getValue()))));
        // Literal segments before parameters: /providers/installed is no /providers/{org}.
        operations.sort(Comparator.comparingLong(ApiOperation::parameterCount).thenComparing(ApiOperation::path));
    }

    public static ApiContract parse(String json) {
        try {
            return new ApiContract(JSON.readTree(json));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** docs/openapi.yaml of the project that is tested. */
    public static ApiContract ofDocs() {
        Path file = Path.of(System.getProperty("slipway.root", ".."), "docs", "openapi.yaml");
        try (Reader reader = Files.newBufferedReader(file)) {
            return new ApiContract(new ObjectMapper(new YAMLFactory()).readTree(reader));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public JsonNode document() {
        return document;
    }

    public List<ApiOperation> operations() {
        return List.copyOf(operations);
    }

    public BodySchemas schemas() {
        return schemas;
    }

    /** @param path as sent, with its escapes */
    public Optional<ApiOperation> find(String method, String path) {
        return operations.stream()
                .filter(operation -> operation.method().equals(method) && operation.matches(path))
                .findFirst();
    }

    /** @throws AssertionError for a status, a media type, a header or a body that the document does not state */
    public void check(Answer answer) {
        List<String> faults = BeforeRouting.hasAnswered(answer) ? BeforeRouting.faults(answer) : ofRoutes(answer);
        if (!faults.isEmpty()) {
            throw new AssertionError("%s breaks the API's description:%n- %s%n%s"
                    .formatted(answer, String.join("\n- ", faults), answer.shortBody()));
        }
    }

    /** HEAD is GET without the body (RFC 9110, section 9.3.2), which the document does not say of each route. */
    private List<String> ofRoutes(Answer answer) {
        boolean head = answer.asked().method().equals("HEAD");
        return find(head ? "GET" : answer.asked().method(), answer.asked().path())
                .map(operation -> faults(operation, answer))
                .orElseGet(() -> faultsOfNoOperation(answer));
    }

    private List<String> faults(ApiOperation operation, Answer answer) {
        JsonNode response = resolved(operation.node().at("/responses").path(String.valueOf(answer.status())));
        if (response.isMissingNode()) {
            return List.of("status " + answer.status() + " is not documented for " + operation.id());
        }
        List<String> faults = new ArrayList<>(new StatedHeaders(this, response).faults(answer));
        faults.addAll(answer.asked().method().equals("HEAD") ? bodyOfHead(answer) : bodyFaults(response, answer));
        return faults;
    }

    private static List<String> bodyOfHead(Answer answer) {
        return answer.isEmpty() ? List.of() : List.of("a body was sent for HEAD");
    }

    private List<String> bodyFaults(JsonNode response, Answer answer) {
        JsonNode content = response.path("content");
        if (content.isEmpty()) {
            return answer.isEmpty() ? List.of() : List.of("a body is not documented for " + answer.status());
        }
        JsonNode mediaType = content.path(answer.mediaType());
        if (mediaType.isMissingNode()) {
            return List.of("content type '" + answer.mediaType() + "' is not documented, but " + names(content));
        }
        return answer.isJson() && answer.body() != null
                ? schemas.faults(mediaType.path("schema"), answer.body())
                : List.of();
    }

    /** What no route answers, the framework does. */
    private List<String> faultsOfNoOperation(Answer answer) {
        Map<Integer, String> expected =
                new TreeMap<>(Map.of(404, "no such path", 405, "no such method", 413, "too large", 400, "malformed"));
        if (!expected.containsKey(answer.status())) {
            return List.of("no operation is documented there");
        }
        JsonNode problem = document.at(
                "/components/responses/Problem" + answer.status() + "/content/application~1problem+json/schema");
        return WITHOUT_OPERATIONS.contains(answer.asked().method()) && answer.isEmpty()
                ? List.of()
                : schemas.faults(problem, answer.body());
    }

    /** The node itself, or what it refers to. */
    public JsonNode resolved(JsonNode node) {
        JsonNode reference = node.path("$ref");
        return reference.isMissingNode() ? node : document.at(reference.asText().substring(1));
    }

    private static String names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return String.join(", ", names);
    }
}
