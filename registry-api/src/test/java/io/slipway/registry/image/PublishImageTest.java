package io.slipway.registry.image;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import io.slipway.contracts.BuildEvent;
import io.slipway.contracts.BuildState;
import io.slipway.oci.TestImage;
import io.slipway.providerpackage.ProviderName;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.Problem;
import io.slipway.registry.problem.ProblemException;
import io.slipway.registry.provider.ProviderMetadata;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.ImageRegistry;
import io.slipway.registry.support.Kafka;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.registry.version.Publication;
import io.slipway.registry.version.Published;
import io.slipway.registry.version.VersionNumbers;
import io.slipway.testing.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.hamcrest.Matchers.equalTo;

/** Versions of images in somebody's registry. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
@WithTestResource(ImageRegistry.class)
class PublishImageTest {
    private static final TestImage IMAGE = TestImage.of(
            Map.of(
                    "io.slipway.config", "{\"type\":\"object\",\"properties\":{\"GREETING\":{\"type\":\"string\"}}}",
                    "io.slipway.schemas", "[{\"name\":\"greeting\",\"configSchema\":{\"type\":\"object\"}}]"),
            "9000/tcp");

    private final TestImage.Registry registry = ImageRegistry.here();

    @Inject
    PublishImage publish;

    @Inject
    Pool pool;

    @Test
    void anImageBecomesAVersionThatIsBuilding() throws Throwable {
        String digest = registry.push("ann/hello", "1.0", IMAGE);

        Published published = published(wish("images-hello", "1.0.0", "ann/hello:1.0", null));

        assertThat(published.accepted()).isTrue();
        assertThat(published.version().runtimeVersion()).isEqualTo(digest);
        Api.version(Tokens.ACME, "acme/images-hello", "1.0.0").body("status", equalTo("building"));
        assertThat(published(wish("images-hello", "1.0.0", "ann/hello@" + digest, null))
                        .accepted())
                .as("the same image is the same package")
                .isFalse();
    }

    @Test
    void theLoginIsForTheBuilderAloneUntilTheVersionIsThere() throws Throwable {
        registry.push("ann/kept", "1.0", IMAGE);
        Published published = published(wish("images-kept", "1.0.0", "ann/kept:1.0", null));
        String route = "/internal/registry-credentials/" + published.version().id();

        Api.asService()
                .get(route)
                .then()
                .statusCode(200)
                .body("username", equalTo(ImageRegistry.USERNAME))
                .body("password", equalTo(ImageRegistry.PASSWORD));
        Api.as(Tokens.ACME).get(route).then().statusCode(401);
        assertThat(everythingStored())
                .as("sealed, and nowhere else")
                .doesNotContain(ImageRegistry.PASSWORD, hex(ImageRegistry.PASSWORD));

        Response shown = Api.as(Tokens.ACME).get("/providers/acme/images-kept/versions/1.0.0");
        assertThat(shown.asString()).doesNotContain(ImageRegistry.PASSWORD);
        BuildState failed = Api.failed(shown, "acme/images-kept", "1.0.0");
        Kafka.send(new BuildEvent.BuildFailed(failed), failed);
        Api.awaitStatus("acme/images-kept", "1.0.0", "failed");
        Api.asService().get(route).then().statusCode(200);

        Api.as(Tokens.ACME)
                .post("/providers/acme/images-kept/versions/1.0.0/retry")
                .then()
                .statusCode(202);
        Response again = Api.as(Tokens.ACME).get("/providers/acme/images-kept/versions/1.0.0");
        BuildState built = Api.succeeded(again, "acme/images-kept", "1.0.0");
        Kafka.send(new BuildEvent.BuildSucceeded(built), built);
        Api.awaitStatus("acme/images-kept", "1.0.0", "published");
        Api.asService().get(route).then().statusCode(404);
    }

    @Test
    void noLoginStaysForWhatIsPublishedInPlaceOfAFailure() throws Throwable {
        registry.push("ann/replaced", "1.0", IMAGE);
        Published published = published(wish("images-replaced", "1.0.0", "ann/replaced:1.0", null));
        String route = "/internal/registry-credentials/" + published.version().id();
        Api.asService().get(route).then().statusCode(200).body("registry", equalTo(registry.address()));
        Response shown = Api.as(Tokens.ACME).get("/providers/acme/images-replaced/versions/1.0.0");
        BuildState failed = Api.failed(shown, "acme/images-replaced", "1.0.0");
        Kafka.send(new BuildEvent.BuildFailed(failed), failed);
        Api.awaitStatus("acme/images-replaced", "1.0.0", "failed");

        Api.publish(Tokens.ACME, "acme/images-replaced", "1.0.0", Packages.hello("of another registry"))
                .then()
                .statusCode(202)
                .body("id", equalTo(published.version().id()));

        Api.asService().get(route).then().statusCode(404);
    }

    /** As bytes are shown by PostgreSQL. */
    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    /** All rows of all tables, as text: events, audit and answers kept for keys among them. */
    private String everythingStored() throws Throwable {
        List<String> tables = rows("select quote_ident(tablename) from pg_tables where schemaname = 'public'");
        StringBuilder all = new StringBuilder();
        for (String table : tables) {
            all.append(rows("select t::text from " + table + " t"));
        }
        assertThat(all).contains("images-kept");
        return all.toString();
    }

    private List<String> rows(String sql) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(
                () -> pool.query(sql).execute().map(rows -> {
                    List<String> texts = new ArrayList<>();
                    rows.forEach(row -> texts.add(row.getString(0)));
                    return texts;
                }));
    }

    @ParameterizedTest(name = "{1} -> {2} {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "no image        | ../hello                       | /from/image_ref | is no image",
                "no such tag     | HERE/ann/refused:2.0           | /from/image_ref | not_found",
                "no such name    | HERE/ann/nobody:1.0            | /from/image_ref | not_found",
                "other platform  | HERE/ann/refused:arm           | /from/image_ref | no_variant",
                "two ports       | HERE/ann/refused:ports         | /from/image_ref | io.slipway.port",
                "bad label       | HERE/ann/refused:label         | /from/image_ref | /config",
                "platform's own  | OWN/providers/globex/hidden:1  | /from/image_ref | this platform has made",
                "loopback        | 127.0.0.1:1/ann/hello          | /from/image_ref | refused",
                "metadata        | 169.254.169.254/ann/hello      | /from/image_ref | refused",
                "decimal         | 2130706433:5000/ann/hello      | /from/image_ref | refused",
                "IPv6            | [::1]:5000/ann/hello           | /from/image_ref | refused"
            })
    void saysWhatIsWrongAndWhere(String name, String reference, String field, String message) {
        registry.push("ann/refused", "1.0", IMAGE);
        registry.push("ann/refused", "arm", IMAGE.on("arm64"));
        registry.push("ann/refused", "ports", TestImage.of(Map.of(), "1/tcp", "2/tcp"));
        registry.push("ann/refused", "label", TestImage.of(Map.of("io.slipway.config", "{\"type\":\"string\"}")));

        ProblemException refusal = refusal(wish("images-no", "1.0.0", reference, null));

        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_IMAGE);
        assertThat(refusal.errors()).extracting(Problem.Detail::field).contains(field);
        assertThat(refusal.getMessage()).contains(message);
    }

    @Test
    void saysThatALoginIsWantedOrWrong() {
        registry.push("ann/closed", "1.0", IMAGE);
        ImageWish none = login(wish("images-no", "1.0.0", "ann/closed:1.0", null), null, null);

        assertThat(refusal(none).getMessage()).contains("unauthorized", "give username and password");
        assertThat(refusal(login(none, "ann", "wrong")).getMessage()).contains("check name, username and password");
        assertThat(refusal(login(none, "ann", null)).errors())
                .extracting(Problem.Detail::field)
                .containsExactly("/from/password");
    }

    @Test
    void aFaultOfTheConfigIsTheRequests() {
        registry.push("ann/config", "1.0", IMAGE);

        assertThat(refusal(wish("images-no", "1.0.0", "ann/config:1.0", "{ 'A': $now() }"))
                        .errors())
                .singleElement()
                .satisfies(error -> {
                    assertThat(error.field()).isEqualTo("/config/transformer");
                    assertThat(error.message()).contains("(line 1, column");
                });
        ImageWish wish = wish("images-no", "1.0.0", "ann/config:1.0", null);
        assertThat(refusal(schema(wish, Map.of("properties", Map.of("A-B", Map.of()))))
                        .errors())
                .extracting(Problem.Detail::field)
                .containsExactly("/config/schema/properties/A-B");
    }

    private Published published(ImageWish wish) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(() -> publish.publish(wish));
    }

    private ProblemException refusal(ImageWish wish) {
        ProblemException refusal = catchThrowableOfType(ProblemException.class, () -> published(wish));
        assertThat(refusal).as("it should be refused").isNotNull();
        return refusal;
    }

    private ImageWish wish(String provider, String number, String reference, String transformer) {
        boolean complete = reference.contains("HERE")
                || reference.startsWith("OWN")
                || reference.startsWith(".")
                || reference.matches("[0-9\\[].*");
        return new ImageWish(
                new ProviderName("acme", provider),
                VersionNumbers.given(number),
                complete
                        ? reference
                                .replace("HERE", registry.address())
                                .replace("OWN", Api.config("slipway.oci.registry"))
                        : registry.address() + "/" + reference,
                ImageRegistry.USERNAME,
                ImageRegistry.PASSWORD,
                null,
                transformer,
                null,
                null,
                ProviderMetadata.of(null, null, null, null),
                null,
                "user@acme",
                Publication.Terms.PLAIN);
    }

    private static ImageWish login(ImageWish w, String username, String password) {
        return new ImageWish(
                w.provider(),
                w.number(),
                w.imageRef(),
                username,
                password,
                w.schema(),
                w.transformer(),
                w.port(),
                w.health(),
                w.metadata(),
                w.changelog(),
                w.actor(),
                w.terms());
    }

    private static ImageWish schema(ImageWish w, Map<String, Object> schema) {
        return new ImageWish(
                w.provider(),
                w.number(),
                w.imageRef(),
                w.username(),
                w.password(),
                schema,
                w.transformer(),
                w.port(),
                w.health(),
                w.metadata(),
                w.changelog(),
                w.actor(),
                w.terms());
    }
}
