package io.slipway.registry.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.slipway.apicheck.ApiContract;
import io.slipway.apicheck.ApiOperation;
import io.slipway.registry.support.Setup;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class OpenApiDocumentTest {

    @Test
    void theDocumentIsTheOneThatIsServed() {
        String served =
                RestAssured.given().accept("application/yaml").get("/openapi").asString();

        assertThat(GeneratedDocument.text("openapi.yaml", served))
                .as(GeneratedDocument.HOW, "openapi.yaml")
                .isEqualTo(served);
    }

    @Test
    void everyOperationIsComplete() {
        ApiContract contract = ContractFilter.contract();

        assertThat(contract.document().path("openapi").asText()).startsWith("3.1");
        assertThat(contract.operations().stream().map(ApiOperation::id)).doesNotHaveDuplicates();
        assertThat(contract.operations()).isNotEmpty().allSatisfy(operation -> assertThat(missing(operation))
                .isEmpty());
        assertThat(names(contract.document().at("/components/schemas")))
                .as("two records of one name: give one @Schema(name = …)")
                .noneMatch(name -> name.matches(".*\\d"));
    }

    @Test
    void everyExampleIsOneOfItsSchema() {
        ApiContract contract = ContractFilter.contract();
        List<String> faults = new ArrayList<>();
        for (ApiOperation operation : contract.operations()) {
            bodies(contract, operation).forEach(body -> contract.schemas()
                    .faults(body.path("schema"), body.path("example"))
                    .forEach(fault -> faults.add(operation.id() + fault)));
        }

        assertThat(faults)
                .as("name the property in registry-api/src/main/resources/openapi/examples.json")
                .isEmpty();
    }

    /** Texts and streams have no schema that says much. */
    @Test
    void everyAnswerThatIsNoJsonHasAnExample() {
        List<String> without = new ArrayList<>();
        for (ApiOperation operation : ContractFilter.contract().operations()) {
            operation
                    .node()
                    .path("responses")
                    .properties()
                    .forEach(answer -> answer.getValue().path("content").properties().stream()
                            .filter(body -> body.getKey().startsWith("text/"))
                            .filter(body -> body.getValue().findValuesAsText("value").stream()
                                    .allMatch(String::isEmpty))
                            .forEach(
                                    body -> without.add(operation.id() + " " + answer.getKey() + " " + body.getKey())));
        }

        assertThat(without).isEmpty();
    }

    @Test
    void everyParameterHasAnExampleOfItsSchema() {
        ApiContract contract = ContractFilter.contract();
        List<String> faults = new ArrayList<>();
        for (ApiOperation operation : contract.operations()) {
            for (JsonNode parameter : operation.node().path("parameters")) {
                JsonNode example = contract.resolved(parameter).path("example");
                String name = operation.id() + "." + parameter.path("name").asText();
                if (example.isMissingNode()
                        || example.isNull()
                        || example.asText().isEmpty() && example.isEmpty()) {
                    faults.add(name + " has none");
                    continue;
                }
                contract.schemas().faults(parameter.path("schema"), example).forEach(fault -> faults.add(name + fault));
            }
        }

        assertThat(faults)
                .as("name the parameter in registry-api/src/main/resources/openapi/examples.json")
                .isEmpty();
    }

    private static List<String> missing(ApiOperation operation) {
        JsonNode node = operation.node();
        List<String> missing = new ArrayList<>();
        if (!operation.id().matches("[a-z][A-Za-z]+")) {
            missing.add("operationId");
        }
        Stream.of("summary", "tags", "security")
                .filter(field -> !node.has(field))
                .forEach(missing::add);
        if (!node.path("security").isEmpty() && !node.has("x-scope")) {
            missing.add("x-scope");
        }
        if (names(node.path("responses")).stream().noneMatch(status -> status.matches("[23]..|101"))) {
            missing.add("a good answer");
        }
        return missing;
    }

    /** Bodies of JSON, of the request and of each answer. */
    private static Stream<JsonNode> bodies(ApiContract contract, ApiOperation operation) {
        Stream<JsonNode> answers =
                operation.node().path("responses").valueStream().map(answer -> answer.path("content"));
        return Stream.concat(Stream.of(operation.node().at("/requestBody/content")), answers)
                .flatMap(content -> content.properties().stream())
                .filter(entry -> entry.getKey().endsWith("json"))
                .map(java.util.Map.Entry::getValue);
    }

    private static List<String> names(JsonNode node) {
        return node.properties().stream().map(java.util.Map.Entry::getKey).toList();
    }
}
