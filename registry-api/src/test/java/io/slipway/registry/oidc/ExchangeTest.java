package io.slipway.registry.oidc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;

import jakarta.inject.Inject;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.OidcTokens;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class ExchangeTest {
    @Inject
    DataSource database;

    @Inject
    ForgetUsedTokens forget;

    private static final PublicJsonWebKey KEY = rsa("first");
    private static final PublicJsonWebKey ELLIPTIC = elliptic("curve");

    @BeforeEach
    void serveKeys() {
        OidcTokens.serve(KEY, ELLIPTIC);
    }

    @Test
    void aTrustedWorkflowPublishes() {
        String publisher = trust("acme/by-ci", "100", "production");
        Response exchanged = exchange("acme/by-ci", OidcTokens.sign(OidcTokens.claims("100"), KEY));
        exchanged
                .then()
                .statusCode(200)
                .body("provider", equalTo("acme/by-ci"))
                .body("organization", equalTo("acme"))
                .body("scopes", equalTo(List.of("read", "publish")))
                .body("publisher_id", equalTo(publisher));
        assertThat(Duration.between(Instant.now(), Instant.parse(exchanged.path("expires_at"))))
                .isBetween(Duration.ofMinutes(14), Duration.ofMinutes(15));
        String token = exchanged.path("token");

        Api.publish(token, "acme/by-ci", "1.0.0", Packages.hello("ci")).then().statusCode(202);
        Api.publish(token, "acme/other", "1.0.0", Packages.hello("ci"))
                .then()
                .statusCode(403)
                .body("code", equalTo("token_restricted"));
        Api.as(Tokens.ACME)
                .get("/audit?action=version.published&actor=workflow:" + publisher)
                .then()
                .body("items.subject", equalTo(List.of("acme/by-ci@1.0.0")));

        Api.as(Tokens.ACME)
                .delete("/providers/acme/by-ci/publishers/" + publisher)
                .then()
                .statusCode(204);
        Api.as(token).get("/organizations/me").then().statusCode(401);
        exchange("acme/by-ci", OidcTokens.sign(OidcTokens.claims("100"), KEY))
                .then()
                .statusCode(403);
    }

    @Test
    void aRenamedRepositoryIsTheSameAndANewOneOfItsNameIsNot() {
        trust("acme/renamed", "200", "production");
        JwtClaims renamed = OidcTokens.claims("200");
        renamed.setClaim("repository", "acme/new-name");
        renamed.setClaim("workflow_ref", "acme/new-name/.github/workflows/release.yml@refs/heads/main");

        exchange("acme/renamed", OidcTokens.sign(renamed, KEY)).then().statusCode(200);
        exchange("acme/renamed", OidcTokens.sign(OidcTokens.claims("201"), KEY))
                .then()
                .statusCode(403)
                .body("code", equalTo("untrusted_workflow"))
                .body("detail", containsString("201"));
    }

    @Test
    void anIssuerThatIsNotOursIsUnderstood() {
        Api.as(Tokens.ACME)
                .contentType("application/json")
                .body(Map.of(
                        "issuer",
                        Api.config("slipway.oidc.issuers.independent.url"),
                        "repository_id",
                        "9001",
                        "workflow",
                        "release.yml"))
                .post("/providers/acme/independent/publishers")
                .then()
                .statusCode(201)
                .body("environment", equalTo(null));

        exchange("acme/independent", OidcTokens.ofIndependentIssuer()).then().statusCode(200);
    }

    @Test
    void aTokenIsExchangedOnceAlsoByManyAtOnce() throws Exception {
        trust("acme/replayed", "300", "production");
        String token = OidcTokens.sign(OidcTokens.claims("300"), KEY);
        Callable<Integer> attempt = () -> exchange("acme/replayed", token).statusCode();
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(8)) {
            for (Future<Integer> answer : clients.invokeAll(java.util.Collections.nCopies(8, attempt))) {
                statuses.add(answer.get());
            }
        }
        assertThat(statuses).containsOnly(200, 401).containsOnlyOnce(200);

        exchange("acme/replayed", token)
                .then()
                .statusCode(401)
                .body("code", equalTo("oidc_token_refused"))
                .body("detail", containsString("before"));
    }

    @Test
    void whatWasRefusedForItsProviderCanStillBeExchanged() {
        trust("acme/right", "310", "production");
        String token = OidcTokens.sign(OidcTokens.claims("310"), KEY);

        exchange("acme/wrong", token).then().statusCode(403);
        exchange("acme/right", token).then().statusCode(200);
    }

    @Test
    void newKeysAreFetchedWhenTheyAreAskedFor() {
        trust("acme/rotated", "400", "production");
        exchange("acme/rotated", OidcTokens.sign(OidcTokens.claims("400"), KEY))
                .then()
                .statusCode(200);
        PublicJsonWebKey next = rsa("next");
        String signedByNext = OidcTokens.sign(OidcTokens.claims("400"), next);

        exchange("acme/rotated", signedByNext).then().statusCode(401);
        OidcTokens.serve(next);
        exchange("acme/rotated", signedByNext).then().statusCode(200);
        exchange("acme/rotated", OidcTokens.sign(OidcTokens.claims("400"), KEY))
                .then()
                .statusCode(401);
    }

    @Test
    void ellipticSignaturesAreUnderstood() {
        trust("acme/curved", "500", "production");

        exchange("acme/curved", OidcTokens.sign(OidcTokens.claims("500"), ELLIPTIC))
                .then()
                .statusCode(200);
    }

    static Stream<Arguments> spoiled() {
        return Stream.of(
                spoil("another audience", claims -> claims.setAudience("https://elsewhere.example")),
                spoil("no audience", claims -> claims.unsetClaim("aud")),
                spoil("an issuer that is not trusted", claims -> claims.setIssuer("https://evil.example")),
                spoil("the issuer with a slash", claims -> claims.setIssuer(OidcTokens.issuer() + "/")),
                spoil("no issuer", claims -> claims.unsetClaim("iss")),
                spoil("expired", claims -> claims.setExpirationTime(minutes(-1))),
                spoil("no end", claims -> claims.unsetClaim("exp")),
                spoil("an end far away", claims -> claims.setExpirationTime(minutes(60 * 24 * 365))),
                spoil("not yet good", claims -> claims.setNotBefore(minutes(3))),
                spoil("issued in the future", claims -> claims.setIssuedAt(minutes(3))),
                spoil("issued at no time", claims -> claims.unsetClaim("iat")),
                spoil("no jti", claims -> claims.unsetClaim("jti")),
                spoil("a jti with a NUL", claims -> claims.setJwtId("a\0b")),
                spoil("a jti without end", claims -> claims.setJwtId("j".repeat(300))),
                spoil("no repository", claims -> claims.unsetClaim("repository_id")),
                spoil("no workflow", claims -> claims.unsetClaim("workflow_ref")),
                spoil("a workflow that is none", claims -> claims.setClaim("workflow_ref", "release.yml")),
                spoil("a list for a jti", claims -> claims.setClaim("jti", List.of("a"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("spoiled")
    void aSpoiledTokenIsRefused(String reason, Consumer<JwtClaims> spoil) {
        trustOnce("acme/spoiled", "600");
        JwtClaims claims = OidcTokens.claims("600");
        spoil.accept(claims);

        refused("acme/spoiled", OidcTokens.sign(claims, KEY));
    }

    @Test
    void aWrongSignatureIsRefused() throws JoseException {
        trustOnce("acme/spoiled", "600");
        PublicJsonWebKey impostor = rsa("first");
        refused("acme/spoiled", OidcTokens.sign(OidcTokens.claims("600"), impostor));

        JsonWebSignature none = new JsonWebSignature();
        none.setPayload(OidcTokens.claims("600").toJson());
        none.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        none.setAlgorithmHeaderValue(AlgorithmIdentifiers.NONE);
        refused("acme/spoiled", OidcTokens.serialized(none));

        // The public key, which everybody has, taken for a shared secret.
        JsonWebSignature hmac = new JsonWebSignature();
        hmac.setPayload(OidcTokens.claims("600").toJson());
        hmac.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        hmac.setKeyIdHeaderValue("first");
        hmac.setKey(new HmacKey(KEY.getPublicKey().getEncoded()));
        refused("acme/spoiled", OidcTokens.serialized(hmac));

        String good = OidcTokens.sign(OidcTokens.claims("600"), KEY);
        String[] parts = good.split("\\.");
        String other = OidcTokens.sign(OidcTokens.claims("601"), KEY).split("\\.")[1];
        refused("acme/spoiled", parts[0] + "." + other + "." + parts[2]);
        refused("acme/spoiled", parts[0] + "." + parts[1] + ".");
        refused("acme/spoiled", parts[0] + "." + parts[1]);
        refused("acme/spoiled", "no.jwt");
        refused("acme/spoiled", new String(new char[20_000]).replace('\0', 'a'));
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.CsvSource({
        "workflow_ref, acme/hello/.github/workflows/test.yml@refs/heads/main",
        "workflow_ref, acme/hello/.github/workflows/evil/.github/workflows/test.yml@x/.github/workflows/release.yml@y",
        "environment, staging",
        "repository_id, 42",
    })
    void anotherWorkflowIsNotTrusted(String claim, String value) {
        trustOnce("acme/spoiled", "600");
        JwtClaims claims = OidcTokens.claims("600");
        claims.setClaim(claim, value);

        exchange("acme/spoiled", OidcTokens.sign(claims, KEY))
                .then()
                .statusCode(403)
                .body("code", equalTo("untrusted_workflow"));
    }

    @Test
    void aDeletedProviderTrustsNobody() {
        trust("acme/deleted-trust", "701", "production");
        Api.publish(Tokens.ACME, "acme/deleted-trust", "1.0.0", Packages.hello("deleted"));
        Api.as(Tokens.ACME).delete("/providers/acme/deleted-trust").then().statusCode(204);
        String path = "/providers/acme/deleted-trust/publishers";

        bind("acme/deleted-trust", "702", "production").then().statusCode(410);
        exchange("acme/deleted-trust", OidcTokens.sign(OidcTokens.claims("701"), KEY))
                .then()
                .statusCode(403)
                .body("code", equalTo("untrusted_workflow"));
        // Whoever cleans up ends their tokens.
        String publisher = Api.as(Tokens.ACME).get(path).path("items[0].id");
        Api.as(Tokens.ACME).delete(path + "/" + publisher).then().statusCode(204);
    }

    @Test
    void tokensOfWorkflowsAreRemovedADayAfterTheirEnd() throws Throwable {
        trust("acme/forgotten", "703", "production");
        for (int made = 0; made < 2; made++) {
            exchange("acme/forgotten", OidcTokens.sign(OidcTokens.claims("703"), KEY))
                    .then()
                    .statusCode(200);
        }
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    update token set expires_at = now() - interval '25 hours' where id in
                      (select id from token where publisher is not null order by id desc limit 1)""");
            statement.execute("""
                    insert into token (id, organization, sha256, scopes, created_at, name, expires_at)
                    values ('tok_kept', 'acme', 'none', 'read', now(), 'by hand', now() - interval '1 year')""");
        }
        int before = tokens("publisher is not null");

        VertxContextSupport.subscribeAndAwait(forget::removeExpired);

        assertThat(tokens("publisher is not null")).isEqualTo(before - 1);
        assertThat(tokens("id = 'tok_kept'")).as("one that a person made").isEqualTo(1);
    }

    private int tokens(String which) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from token where " + which)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Test
    void publishersAreTheirOwnersBusiness() {
        String publisher = trust("acme/kept", "700", "production");
        String path = "/providers/acme/kept/publishers";

        Api.as(Tokens.ACME).get(path).then().body("items.id", equalTo(List.of(publisher)));
        // There is nothing yet that another organization could see.
        Api.as(Tokens.GLOBEX).get(path).then().statusCode(404);
        Api.as(Tokens.GLOBEX).delete(path + "/" + publisher).then().statusCode(404);
        Api.as(Tokens.ACME)
                .delete("/providers/acme/other-one/publishers/" + publisher)
                .then()
                .statusCode(404);
        bind("acme/kept", "700", "production").then().statusCode(409);
        Api.as(Tokens.ACME)
                .contentType("application/json")
                .body(Map.of("issuer", "https://evil.example", "repository_id", "1", "workflow", "x.yml"))
                .post(path)
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("/issuer"));
        Api.as(Tokens.ACME)
                .get("/audit?action=publisher.added&subject=acme/kept")
                .then()
                .body("items[0].details.repository_id", equalTo("700"))
                .body("items[0].actor", startsWith("token:"));
    }

    private static void refused(String provider, String token) {
        exchange(provider, token)
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("code", equalTo("oidc_token_refused"));
    }

    private static Response exchange(String provider, String token) {
        return RestAssured.given()
                .contentType("application/json")
                .body(Map.of("provider", provider, "token", token))
                .post("/auth/oidc/exchange");
    }

    private static String trust(String provider, String repositoryId, String environment) {
        return bind(provider, repositoryId, environment)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static void trustOnce(String provider, String repositoryId) {
        assertThat(bind(provider, repositoryId, "production").statusCode()).isIn(201, 409);
    }

    private static Response bind(String provider, String repositoryId, String environment) {
        return Api.as(Tokens.ACME)
                .contentType("application/json")
                .body(Map.of(
                        "issuer",
                        OidcTokens.issuer(),
                        "repository_id",
                        repositoryId,
                        "workflow",
                        "release.yml",
                        "environment",
                        environment))
                .post("/providers/" + provider + "/publishers");
    }

    private static Arguments spoil(String reason, Consumer<JwtClaims> spoil) {
        return Arguments.of(reason, spoil);
    }

    private static NumericDate minutes(int fromNow) {
        return NumericDate.fromMilliseconds(
                Instant.now().plusSeconds(60L * fromNow).toEpochMilli());
    }

    private static PublicJsonWebKey rsa(String id) {
        try {
            PublicJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
            key.setKeyId(id);
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PublicJsonWebKey elliptic(String id) {
        try {
            PublicJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            key.setKeyId(id);
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
