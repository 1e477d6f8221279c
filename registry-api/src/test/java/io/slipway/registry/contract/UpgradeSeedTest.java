package io.slipway.registry.contract;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.slipway.apicheck.ApiContract;
import io.slipway.apicheck.ApiOperation;
import io.slipway.registry.installation.Installs;
import io.slipway.registry.installation.Outcomes;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** upgrade-provider.txt, which is the contract, field by field. Additions are allowed, changes are not. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class UpgradeSeedTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> page = PublishSeedTest.page("upgrade-provider.txt")
            .lines()
            .map(String::strip)
            .toList();

    @Test
    void thePathHasTheParameters() {
        SeedField.assertPathParameters(page, upgrade(ContractFilter.contract()).node(), "org", "name");
    }

    @Test
    void theBodyHasTheField() {
        ApiContract contract = ContractFilter.contract();
        List<SeedField> stated = SeedField.read(page.subList(page.indexOf("Body"), page.indexOf("Response")));
        JsonNode body = contract.resolved(upgrade(contract).node().at("/requestBody/content/application~1json/schema"));

        assertThat(stated).extracting(SeedField::name).containsExactly("version");
        assertThat(stated).allSatisfy(field -> assertThat(SeedField.of(contract, body, field.name()))
                .isEqualTo(field));
    }

    @Test
    void theAnswerHasTheFields() {
        ApiContract contract = ContractFilter.contract();
        List<SeedField> stated = SeedField.read(page.subList(page.indexOf("Response"), page.size()));
        JsonNode installation =
                contract.resolved(upgrade(contract).node().at("/responses/202/content/application~1json/schema"));

        assertThat(stated)
                .extracting(SeedField::name)
                .containsExactlyInAnyOrder(
                        "provider_name",
                        "installed_version",
                        "installed_at",
                        "created_at",
                        "updated_at",
                        "current_version",
                        "upgrade_policy",
                        "resource_tier",
                        "config");
        assertThat(stated).allSatisfy(field -> {
            SeedField ours = SeedField.of(contract, installation, field.name());
            assertThat(ours.name()).isEqualTo(field.name());
            assertThat(ours.type()).as(field.name()).isEqualTo(field.type());
            assertThat(ours.nullable()).as(field.name()).isEqualTo(field.nullable());
            assertThat(ours.words()).as(field.name()).isEqualTo(field.words());
            assertThat(ours.required())
                    .as("every answer of ours has every field")
                    .isTrue();
        });
    }

    /** What the page states as defaults is what an install without them comes to. */
    @Test
    void theExampleIsWhatIsAnswered() throws IOException {
        String text = PublishSeedTest.page("upgrade-provider.txt");
        int begin = text.lastIndexOf("\n{\n");
        JsonNode example = JSON.readTree(text.substring(begin + 1, text.indexOf("\n}\n", begin) + 2));
        String id = Installs.installed("acme/upgrade-seed", "manual", "1.0.0", "1.1.0");
        Installs.tell("acme/upgrade-seed", Outcomes.available(id, 1, 1, Outcomes.revision(1, "1.0.0")));

        JsonNode answer = JSON.readTree(upgrade("acme/upgrade-seed", "{\"version\": \"1.1.0\"}")
                .then()
                .statusCode(202)
                .extract()
                .asString());

        example.fieldNames()
                .forEachRemaining(name -> assertThat(answer.has(name)).as(name).isTrue());
        assertThat(answer.path("provider_name").asText()).isEqualTo("acme/upgrade-seed");
        assertThat(answer.path("installed_version").asText()).isEqualTo("1.1.0");
        assertThat(answer.path("current_version").asText()).isEqualTo("1.0.0");
        assertThat(answer.path("upgrade_policy").asText())
                .isEqualTo(example.path("upgrade_policy").asText());
        assertThat(answer.path("resource_tier").asText())
                .isEqualTo(example.path("resource_tier").asText());
        assertThat(answer.path("config").isObject()).isTrue();
        assertThat(answer.toString()).doesNotContain("deployment_name", "service_name", "current_image");
    }

    /** "None = upgrade to latest published". */
    @ParameterizedTest
    @ValueSource(strings = {"{\"version\": null}", "{}", ""})
    void withoutAVersionItIsTheLatest(String body) {
        String provider = "acme/upgrade-seed-" + body.length();
        Installs.installed(provider, "manual", "1.0.0", "1.2.0", "1.3.0-rc.1");

        assertThat(upgrade(provider, body).<String>path("installed_version")).isEqualTo("1.2.0");
    }

    @Test
    void currentVersionIsNullWhileNothingWasEverDeployed() {
        Installs.installed("acme/upgrade-seed-new", "manual", "1.0.0");

        Map<String, Object> answer =
                upgrade("acme/upgrade-seed-new", "{}").jsonPath().getMap("");
        assertThat(answer).containsEntry("current_version", null).containsEntry("installed_version", "1.0.0");
    }

    private static Response upgrade(String provider, String body) {
        return Api.as(Tokens.ACME)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/providers/installed/" + provider + "/upgrade");
    }

    private static ApiOperation upgrade(ApiContract contract) {
        return contract.find("POST", "/providers/installed/org/name/upgrade").orElseThrow();
    }
}
