package io.slipway.registry.contract;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.slipway.registry.support.Setup;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** upload-version.txt, which is the contract, table by table. Additions that may be left out are allowed. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class UploadSeedTest {
    /** What the tables do not say, the names and the prose do. */
    private static final Map<String, Set<String>> TYPES = Map.of(
            "force", Set.of("boolean", "null"),
            "set_as_active", Set.of("boolean", "null"),
            "file_size_bytes", Set.of("integer"),
            "service_dependencies", Set.of("array", "null"),
            "package_json", Set.of("object", "null"),
            "base_version_id", Set.of("string", "null"),
            "package_lock_path", Set.of("string", "null"));

    private record Parameter(String name, boolean required) {}

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "POST, /providers/org/name/versions/upload-url, Step 1: Get upload URL, Step 2, 4",
        "POST, /providers/org/name/versions/confirm, Step 2: Confirm upload, Download version, 9",
        "PUT, /providers/org/name/versions/active, Set active version, Delete version, 1"
    })
    void theBodyHasTheParameters(String method, String path, String heading, String next, int parameters) {
        ApiContract contract = ContractFilter.contract();
        JsonNode body = contract.resolved(
                contract.find(method, path).orElseThrow().node().at("/requestBody/content/application~1json/schema"));
        List<Parameter> stated = table(heading, next);
        Set<String> required =
                body.path("required").valueStream().map(JsonNode::asText).collect(Collectors.toSet());

        assertThat(stated).hasSize(parameters);
        assertThat(stated).allSatisfy(parameter -> {
            JsonNode ours = body.path("properties").path(parameter.name());
            assertThat(ours.isMissingNode()).isFalse();
            assertThat(required.contains(parameter.name())).isEqualTo(parameter.required());
            assertThat(types(contract, ours)).isEqualTo(TYPES.getOrDefault(parameter.name(), Set.of("string")));
        });
        assertThat(stated)
                .filteredOn(Parameter::required)
                .extracting(Parameter::name)
                .containsExactlyInAnyOrderElementsOf(required);
    }

    private static List<Parameter> table(String heading, String next) {
        String page = PublishSeedTest.page("upload-version.txt");
        int from = page.indexOf(heading);
        return page.substring(from, page.indexOf(next, from + heading.length()))
                .lines()
                .filter(line -> line.contains(" | body | "))
                .map(line -> line.split(" \\| "))
                .map(cells -> new Parameter(cells[0], cells[2].equals("Yes")))
                .toList();
    }

    private static Set<String> types(ApiContract contract, JsonNode property) {
        JsonNode type = contract.resolved(property).path("type");
        return type.isArray()
                ? type.valueStream().map(JsonNode::asText).collect(Collectors.toSet())
                : Set.of(type.asText());
    }
}
