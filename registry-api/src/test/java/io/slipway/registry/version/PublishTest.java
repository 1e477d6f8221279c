package io.slipway.registry.version;

import java.util.List;
import java.util.Map;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.slipway.contracts.BuildEvent;
import io.slipway.contracts.BuildState;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Kafka;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class PublishTest {

    @Test
    void aPublicationIsAnsweredByTheWholeVersion() {
        byte[] code = Packages.hello("shape");

        Response answer = Api.as(Tokens.ACME)
                .multiPart("code", "package.tar.gz", code, "application/gzip")
                .multiPart("version", "1.0.0")
                .multiPart("changelog", "the first one")
                .post("/providers/acme/shape/publish");

        answer.then()
                .statusCode(202)
                .body("id", matchesPattern("prv_[0-9A-Za-z]{22}"))
                .body("provider_name", equalTo("acme/shape"))
                .body("version", equalTo("1.0.0"))
                .body("runtime_version", equalTo("25.0.1"))
                .body("created_at", matchesPattern("20\\d\\d-.*Z"))
                .body("updated_at", matchesPattern("20\\d\\d-.*Z"))
                .body("image_url", nullValue())
                .body("source_hash", equalTo(Packages.sha256(code)))
                .body("build_id", matchesPattern("bld_[0-9A-Za-z]{22}"))
                .body("schemas", nullValue())
                .body("changelog", equalTo("the first one"))
                .body("status", equalTo("building"))
                .body("published_at", nullValue())
                .body("error_message", nullValue())
                .body("yank", nullValue())
                .body("deprecation", nullValue())
                .body("base_version_id", nullValue())
                .body("service_dependencies", empty());
        assertThat(answer.jsonPath().getMap("").keySet()).hasSize(18);
        Api.version(Tokens.ACME, "acme/shape", "1.0.0").statusCode(200).body("", equalTo(answer.path("")));
    }

    @Test
    void theBuildersResultReleasesTheVersion() {
        Response published = Api.as(Tokens.ACME)
                .multiPart("code", "package.tar.gz", Packages.hello("released"), "application/gzip")
                .multiPart("version", "1.0.0")
                .multiPart("display_name", "Hello")
                .multiPart("tags", "[\"demo\",\"hello\"]")
                .post("/providers/acme/released/publish");
        published.then().statusCode(202);
        Api.as(Tokens.ACME).get("/providers/acme/released").then().body("display_name", nullValue());

        BuildState build = Api.succeeded(published, "acme/released", "1.0.0");
        Kafka.send(new BuildEvent.BuildSucceeded(build), build);
        Api.awaitStatus("acme/released", "1.0.0", "published");

        Api.version(Tokens.ACME, "acme/released", "latest")
                .body("version", equalTo("1.0.0"))
                .body("image_url", equalTo(Api.config("slipway.oci.registry") + "/" + Api.IMAGE))
                .body("schemas[0].name", equalTo("greeting"))
                .body("published_at", notNullValue())
                .body("error_message", nullValue());
        Api.as(Tokens.GLOBEX)
                .get("/providers/acme/released")
                .then()
                .statusCode(200)
                .body("display_name", equalTo("Hello"))
                .body("tags", equalTo(List.of("demo", "hello")))
                .body("visibility", equalTo("public"))
                .body("latest_version", equalTo("1.0.0"));
        List<Kafka.Event> events = Kafka.awaitVersionEvents("acme/released@1.0.0", 2);
        assertThat(events)
                .extracting(Kafka.Event::type)
                .containsExactly("io.slipway.version.published.v1", "io.slipway.version.released.v1");
        assertThat(events).extracting(Kafka.Event::sequence).containsExactly(1L, 2L);
        assertThat(events.getFirst().key()).isEqualTo("acme/released");
        assertThat(events.getFirst().headers())
                .containsEntry("ce_source", "/slipway/registry-api")
                .containsEntry("ce_providerorg", "acme")
                .containsKey("ce_actor");
        assertThat(events.getLast().data().at("/version/image").asText()).isEqualTo(Api.IMAGE);
        assertThat(events.getLast().data().at("/version/manifest/entrypoint/0").asText())
                .isEqualTo("java");
    }

    @Test
    void whatIsLeftOutOfAPublicationStaysAndWhatIsEmptyIsRemoved() {
        described(
                        "1.0.0",
                        Map.of(
                                "display_name",
                                "Kept",
                                "description",
                                "first\nline",
                                "icon_url",
                                "https://icons.example/a.png",
                                "tags",
                                "[\"a\"]"))
                .body("display_name", equalTo("Kept"))
                .body("description", equalTo("first\nline"))
                .body("icon_url", equalTo("https://icons.example/a.png"))
                .body("tags", equalTo(List.of("a")));
        described("1.1.0", Map.of("description", ""))
                .body("display_name", equalTo("Kept"))
                .body("description", nullValue())
                .body("icon_url", equalTo("https://icons.example/a.png"))
                .body("tags", equalTo(List.of("a")));
        described("1.2.0", Map.of("icon_url", "", "tags", "", "display_name", ""))
                .body("display_name", nullValue())
                .body("icon_url", nullValue())
                .body("tags", equalTo(List.of()));
    }

    /** The provider, once a version that said this of it is released. */
    private static ValidatableResponse described(String version, Map<String, String> fields) {
        RequestSpecification form = Api.as(Tokens.ACME)
                .multiPart("code", "package.tar.gz", Packages.hello("described " + version), "application/gzip")
                .multiPart("version", version);
        fields.forEach(form::multiPart);
        Response published = form.post("/providers/acme/described/publish");
        published.then().statusCode(202);
        BuildState build = Api.succeeded(published, "acme/described", version);
        Kafka.send(new BuildEvent.BuildSucceeded(build), build);
        Api.awaitStatus("acme/described", version, "published");
        return Api.as(Tokens.ACME).get("/providers/acme/described").then();
    }
}
