package io.slipway.apicheck;

import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ApiContractTest {
    private static final String LONG = "/things/" + "a".repeat(17_000);
    private static final Map<String, String> ORIGIN = Map.of("Origin", "https://elsewhere.example.org");
    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";
    private static final ApiContract CONTRACT = ApiContract.parse("""
            {"paths": {
              "/things/{id}": {"get": {"operationId": "getThing", "responses": {
                "200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}},
                "204": {"description": "nothing"},
                "404": {"$ref": "#/components/responses/Problem404"}}}},
              "/things/latest": {"get": {"operationId": "latest", "responses": {"204": {"description": "nothing"}}}},
              "/counted": {"get": {"operationId": "counted", "responses": {"204": {
                "headers": {"X-Count": {"required": true, "schema": {"type": "integer"}}}}}}}},
             "components": {
              "responses": {"Problem404": {"content": {"application/problem+json": {
                "schema": {"type": "object", "required": ["code"]}}}}},
              "schemas": {"Thing": {"type": "object", "required": ["id", "owner"], "properties": {
                "id": {"type": "string"},
                "made_at": {"type": "string", "format": "date-time"},
                "owner": {"anyOf": [{"$ref": "#/components/schemas/Owner"}, {"type": "null"}]}}},
               "Owner": {"type": "object", "properties": {"name": {"type": "string"}}}}}}
            """);

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of("as stated", true, answer(200, JSON, "{\"id\": \"a\", \"owner\": {\"name\": \"b\"}}")),
                Arguments.of(
                        "null where it may be",
                        true,
                        answer(200, JSON + ";charset=UTF-8", "{\"id\":\"a\",\"owner\":null}")),
                Arguments.of("no body", true, answer(204, "", "")),
                Arguments.of("a problem", true, answer(404, PROBLEM, "{\"code\": \"not_found\"}")),
                Arguments.of("literal paths come first", true, answer("/things/latest", 204, "", "")),
                Arguments.of("no such path", true, answer("/nothing", 404, PROBLEM, "{\"code\": \"x\"}")),
                Arguments.of("a wrong type", false, answer(200, JSON, "{\"id\": 1, \"owner\": null}")),
                Arguments.of(
                        "a wrong type behind a reference",
                        false,
                        answer(200, JSON, "{\"id\":\"a\",\"owner\":{\"name\":1}}")),
                Arguments.of("a property left out", false, answer(200, JSON, "{\"id\": \"a\"}")),
                Arguments.of("null where it may not be", false, answer(200, JSON, "{\"id\": null, \"owner\": null}")),
                Arguments.of(
                        "an unknown property", false, answer(200, JSON, "{\"id\":\"a\",\"owner\":null,\"more\":1}")),
                Arguments.of("no time", false, answer(200, JSON, "{\"id\":\"a\",\"owner\":null,\"made_at\":\"now\"}")),
                Arguments.of("half of it", false, answer(200, JSON, "{\"id\":")),
                Arguments.of("a key twice", false, answer(200, JSON, "{\"id\":\"a\",\"id\":\"a\",\"owner\":null}")),
                Arguments.of("another media type", false, answer(200, "text/html", "<html>")),
                Arguments.of("another status", false, answer(201, JSON, "{\"id\": \"a\", \"owner\": null}")),
                Arguments.of("a body where none is stated", false, answer(204, JSON, "{}")),
                Arguments.of("a problem without its code", false, answer(404, PROBLEM, "{}")),
                Arguments.of("an answer where no route is", false, answer("/nothing", 200, JSON, "{}")),
                Arguments.of("a header as stated", true, counted("12")),
                Arguments.of("a header of another type", false, counted("many")),
                Arguments.of("a required header left out", false, answer("/counted", 204, "", "")),
                Arguments.of("HEAD", true, asked("HEAD", "/things/a", Map.of(), 200, JSON, "")),
                Arguments.of("HEAD with a body", false, asked("HEAD", "/things/a", Map.of(), 200, JSON, "{}")),
                Arguments.of("an address too long", true, asked("GET", LONG, Map.of(), 414, "", "")),
                Arguments.of("too long without a cause", false, answer("/things/a", 414, "", "")),
                Arguments.of(
                        "too large", true, asked("GET", "/things/a", Map.of("X-Long", LONG.repeat(4)), 431, "", "")),
                Arguments.of("too large without a cause", false, answer("/things/a", 431, "", "")),
                Arguments.of("an origin refused", true, asked("GET", "/things/a", ORIGIN, 403, "", "")),
                Arguments.of("refused without a problem", false, answer("/things/a", 403, "", "")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void anAnswerIsAsStated(String reason, boolean accepted, Answer answer) {
        if (accepted) {
            assertThatCode(() -> CONTRACT.check(answer)).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> CONTRACT.check(answer)).isInstanceOf(AssertionError.class);
        }
    }

    private static Answer answer(int status, String contentType, String body) {
        return answer("/things/a%2Fb", status, contentType, body);
    }

    private static Answer answer(String target, int status, String contentType, String body) {
        return asked("GET", target, Map.of(), status, contentType, body);
    }

    private static Answer asked(
            String method, String target, Map<String, String> headers, int status, String contentType, String body) {
        return new Answer(new Asked(method, target, headers), status, Map.of("content-type", contentType), body);
    }

    private static Answer counted(String count) {
        return new Answer(new Asked("GET", "/counted", Map.of()), 204, Map.of("x-count", count), "");
    }
}
