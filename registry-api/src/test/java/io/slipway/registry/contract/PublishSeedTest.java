package io.slipway.registry.contract;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.slipway.apicheck.ApiContract;
import io.slipway.apicheck.ApiOperation;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** publish-version.txt, which is the contract, field by field. Additions are allowed, changes are not. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class PublishSeedTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> page =
            page("publish-version.txt").lines().map(String::strip).toList();

    @Test
    void thePathHasTheParameters() {
        SeedField.assertPathParameters(page, publish(ContractFilter.contract()).node(), "org", "name");
    }

    @Test
    void theFormHasTheFields() {
        ApiContract contract = ContractFilter.contract();
        List<SeedField> stated = SeedField.read(page.subList(page.indexOf("Body"), page.indexOf("Response")));
        JsonNode form =
                contract.resolved(publish(contract).node().at("/requestBody/content/multipart~1form-data/schema"));

        assertThat(stated)
                .extracting(SeedField::name)
                .containsExactly("code", "version", "changelog", "display_name", "description", "tags", "icon_url");
        assertThat(stated).allSatisfy(field -> assertThat(SeedField.of(contract, form, field.name()))
                .isEqualTo(field));
    }

    @Test
    void theAnswerHasTheFields() {
        ApiContract contract = ContractFilter.contract();
        List<SeedField> stated = SeedField.read(page.subList(page.indexOf("Response"), page.size()));
        JsonNode version =
                contract.resolved(publish(contract).node().at("/responses/202/content/application~1json/schema"));

        assertThat(stated).hasSize(13);
        assertThat(stated).allSatisfy(field -> {
            SeedField ours = SeedField.of(contract, version, field.name());
            // Every answer of ours has every field; and a hash and a build there are from the first moment on.
            boolean stricter = List.of("source_hash", "build_id").contains(field.name()) && !ours.nullable();
            assertThat(ours.required()).isTrue();
            assertThat(ours)
                    .isEqualTo(new SeedField(
                            field.name(),
                            field.type(),
                            field.nullable() && !stricter,
                            true,
                            field.words(),
                            field.defaultValue()));
        });
    }

    @Test
    void theExampleIsWhatIsAnswered() throws IOException {
        String text = String.join("\n", page);
        JsonNode example = JSON.readTree(text.substring(text.indexOf("\n{\n") + 1, text.indexOf("\n}\n") + 2));

        JsonNode answer = JSON.readTree(Api.publish(Tokens.ACME, "acme/seed", "1.0.0", Packages.hello("seed"))
                .then()
                .statusCode(202)
                .extract()
                .asString());

        example.fieldNames()
                .forEachRemaining(name -> assertThat(answer.has(name)).as(name).isTrue());
        assertThat(answer.path("status")).isEqualTo(example.path("status"));
        assertThat(answer.path("runtime_version").asText()).isNotEmpty();
        assertThat(answer.path("source_hash").asText()).matches("[0-9a-f]{64}");
    }

    private static ApiOperation publish(ApiContract contract) {
        return contract.find("POST", "/providers/org/name/publish").orElseThrow();
    }

    static String page(String name) {
        try (InputStream file = PublishSeedTest.class.getResourceAsStream("/seeds/" + name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
