package io.slipway.registry.description;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.Problem;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Every answer of 400 and more is a problem. Which ones a route can give follows from its parts; it may name more. */
final class Refusals {
    private static final String PROBLEM = "Problem";
    private static final List<Integer> ALWAYS = List.of(400, 401, 403, 406, 414, 415, 429, 431, 500, 503);

    private final Map<Integer, List<ErrorCode>> codes = Arrays.stream(ErrorCode.values())
            .collect(Collectors.groupingBy(ErrorCode::status, TreeMap::new, Collectors.toList()));

    Refusals(OpenAPI api) {
        if (api.getComponents() == null) {
            api.setComponents(OASFactory.createComponents());
        }
        api.getComponents().addSchema(PROBLEM, schema());
        codes.forEach((status, meanings) -> api.getComponents().addResponse(name(status), response(status, meanings)));
    }

    void describe(Operations operations) {
        operations.forEach(this::describe);
    }

    private void describe(Operations.Route route) {
        Set<String> statuses = new TreeSet<>(route.responses().keySet());
        possible(route).stream().map(String::valueOf).forEach(statuses::add);
        statuses.remove("default");
        route.operation().getResponses().removeAPIResponse("default");
        statuses.stream().filter(Refusals::isRefusal).forEach(status -> route.operation()
                .getResponses()
                .addAPIResponse(status, OASFactory.createAPIResponse().ref(name(Integer.parseInt(status)))));
    }

    private static Set<Integer> possible(Operations.Route route) {
        Set<Integer> statuses = new TreeSet<>(ALWAYS);
        boolean body = route.operation().getRequestBody() != null;
        if (body) {
            statuses.addAll(List.of(413, 415, 422));
        }
        if (!route.parameters().isEmpty()) {
            statuses.add(422);
        }
        if (body || has(route, Parameter.In.PATH, "")) {
            statuses.add(404);
        }
        // What was deleted, and an upload that was not confirmed in time.
        if (Stream.of("name", "upload_id", "custom_provider_id", "projectIdentifier", "catalog_id", "import_id")
                .anyMatch(parameter -> has(route, Parameter.In.PATH, parameter))) {
            statuses.add(410);
        }
        if (route.method() != HttpMethod.GET) {
            statuses.add(409);
        }
        if (has(route, Parameter.In.HEADER, "If-Match")) {
            statuses.add(412);
        }
        return statuses;
    }

    private static boolean has(Operations.Route route, Parameter.In where, String name) {
        return route.parameters().stream()
                .anyMatch(parameter ->
                        parameter.getIn() == where && parameter.getName().startsWith(name));
    }

    static boolean isRefusal(String status) {
        return status.startsWith("4") || status.startsWith("5");
    }

    private static String name(int status) {
        return PROBLEM + status;
    }

    private static APIResponse response(int status, List<ErrorCode> meanings) {
        String description = meanings.stream()
                .map(code -> code.title() + " (`" + code.code() + "`)")
                .collect(Collectors.joining("; "));
        return OASFactory.createAPIResponse()
                .description(description)
                .content(OASFactory.createContent()
                        .addMediaType(
                                Problem.MEDIA_TYPE,
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref(PROBLEM))
                                        .example(example(meanings.getFirst()))));
    }

    private static Map<String, Object> example(ErrorCode code) {
        Map<String, Object> example = new java.util.LinkedHashMap<>();
        example.put("type", "urn:slipway:problem:" + code.code());
        example.put("title", code.title());
        example.put("status", code.status());
        example.put("detail", code.advice());
        example.put("code", code.code());
        example.put("trace_id", "4bf92f3577b34da6a3ce929d0e0e4736");
        example.put("request_id", "req_0BdpVq8qWuRkHMvVGvgVxz");
        example.put("errors", List.of());
        return example;
    }

    private static Schema schema() {
        Schema text = type(Schema.SchemaType.STRING);
        Schema error = type(Schema.SchemaType.OBJECT)
                .addProperty("field", text)
                .addProperty("message", text)
                .required(List.of("field", "message"));
        return type(Schema.SchemaType.OBJECT)
                .description("An error (RFC 9457)")
                .addProperty("type", type(Schema.SchemaType.STRING).format("uri"))
                .addProperty("title", text)
                .addProperty("status", type(Schema.SchemaType.INTEGER))
                .addProperty("detail", type(Schema.SchemaType.STRING).description("What is wrong, and what to do"))
                .addProperty(
                        "code",
                        type(Schema.SchemaType.STRING)
                                .enumeration(Arrays.stream(ErrorCode.values())
                                        .<Object>map(ErrorCode::code)
                                        .toList()))
                .addProperty(
                        "trace_id",
                        OASFactory.createSchema()
                                .type(List.of(Schema.SchemaType.STRING, Schema.SchemaType.NULL))
                                .description("Finds the request in the logs"))
                .addProperty(
                        "request_id",
                        OASFactory.createSchema()
                                .type(List.of(Schema.SchemaType.STRING, Schema.SchemaType.NULL))
                                .description("What X-Request-Id said, or says"))
                .addProperty(
                        "errors",
                        type(Schema.SchemaType.ARRAY)
                                .items(error)
                                .description("Which fields are wrong: names of fields or parameters, or JSON pointers"))
                .required(List.of("type", "title", "status", "detail", "code", "trace_id", "request_id", "errors"));
    }

    private static Schema type(Schema.SchemaType type) {
        return OASFactory.createSchema().type(List.of(type));
    }
}
