package io.slipway.registry.credential;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

import jakarta.inject.Inject;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import io.slipway.oci.TestImage;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.ImageRegistry;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.secret.Place;
import io.slipway.secret.Sealed;
import io.slipway.secret.SecretBox;
import io.slipway.secret.SecretKeys;
import io.slipway.secret.table.ResealSecrets;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

/** Logins of images' registries: they outlive the key that sealed them, and not the provider that they are for. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(
        value = Setup.class,
        initArgs = {
            @ResourceArg(name = "slipway.secrets.keys.before", value = RegistryCredentialsTest.BEFORE),
            @ResourceArg(name = "slipway.secrets.reseal-every", value = "off")
        })
@WithTestResource(ImageRegistry.class)
class RegistryCredentialsTest {
    static final String BEFORE = "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=";

    @Inject
    DataSource database;

    @Inject
    ResealSecrets reseal;

    /** What the build of before has sealed opens, is sealed by the current key, and opens still. */
    @Test
    void aLoginIsSealedAgainWhenTheKeyChanges() throws Throwable {
        String sealed = "{\"username\":\"ann\",\"password\":\"of before\"}";
        for (int i = 0; i < 150; i++) {
            keep(box("before"), "prv_Reseal" + i, sealed);
        }
        keep(box("lost"), "prv_ResealLost", sealed);
        login("prv_Reseal7").then().statusCode(200).body("password", equalTo("of before"));

        VertxContextSupport.subscribeAndAwait(reseal::reseal);

        assertThat(keys("prv_Reseal%")).containsOnly("test", "lost").hasSize(151);
        assertThat(keys("prv_ResealLost")).containsExactly("lost");
        login("prv_Reseal7").then().statusCode(200).body("password", equalTo("of before"));
        login("prv_ResealLost").then().statusCode(503).body("code", equalTo("secrets_unavailable"));
    }

    /** One that is being built and one that failed: nobody is going to ask for either. */
    @Test
    void theyGoWithTheirProvider() throws Throwable {
        ImageRegistry.here().push("ann/leaves", "1.0", TestImage.of(Map.of(), "9000/tcp"));
        String provider =
                asAcme(Map.of("name", "leaves")).post("/custom-providers").path("id");
        List<String> logins = new ArrayList<>();
        for (int i = 1; i <= 2; i++) {
            Response made = asAcme(Map.of(
                            "identifier",
                            "v" + i,
                            "from",
                            Map.of(
                                    "type",
                                    "container",
                                    "image_ref",
                                    ImageRegistry.here().address() + "/ann/leaves:1.0",
                                    "username",
                                    ImageRegistry.USERNAME,
                                    "password",
                                    ImageRegistry.PASSWORD)))
                    .post("/custom-providers/" + provider + "/versions");
            made.then().statusCode(201);
            logins.add(made.path("provider_version_id"));
        }
        execute("update version set status = 'failed', error_code = 'x' where id = ?", logins.getFirst());
        keep(box("before"), "prv_OfAnother", "{\"username\":\"ann\",\"password\":\"stays\"}");
        for (String id : logins) {
            login(id).then().statusCode(200);
        }

        Api.as(Tokens.ACME).delete("/custom-providers/" + provider).then().statusCode(204);

        for (String id : logins) {
            login(id).then().statusCode(404);
            assertThat(keys(id)).isEmpty();
        }
        login("prv_OfAnother").then().statusCode(200);
    }

    private static Response login(String version) {
        return Api.asService().get("/internal/registry-credentials/" + version);
    }

    private static io.restassured.specification.RequestSpecification asAcme(Map<String, ?> body) {
        return Api.as(Tokens.ACME).contentType("application/json").body(body);
    }

    private static SecretBox box(String id) {
        return new SecretBox(SecretKeys.of("p", Optional.of(id), Map.of(id, BEFORE)));
    }

    private void keep(SecretBox box, String version, String login) throws SQLException {
        Sealed sealed = box.seal(new Place("registry_credential", version, "login"), login);
        execute(
                "insert into registry_credential values (?, ?, ?, ?, now())",
                version,
                sealed.keyId(),
                sealed.nonce(),
                sealed.ciphertext());
    }

    private List<String> keys(String versions) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("select key_id from registry_credential where version_id like ?")) {
            statement.setString(1, versions);
            List<String> keys = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    keys.add(rows.getString(1));
                }
            }
            return keys;
        }
    }

    private void execute(String sql, Object... parameters) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        }
    }
}
