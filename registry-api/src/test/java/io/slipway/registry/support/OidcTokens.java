package io.slipway.registry.support;

import java.util.Map;

import io.restassured.RestAssured;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/** An issuer in the tests' hands: its description and keys are what a test puts there, its tokens what a test signs. */
public final class OidcTokens {
    public static final String AUDIENCE = "https://registry.example";
    private static final String PATH = PeerServer.OPEN + "ci";

    private OidcTokens() {}

    static Map<String, String> settings(String peer) {
        return Map.of(
                "slipway.oidc.audience",
                AUDIENCE,
                "slipway.oidc.plain-http-hosts",
                "localhost",
                "slipway.oidc.refresh-keys-after",
                "0s",
                "slipway.oidc.issuers.ci.url",
                peer + PATH);
    }

    public static String issuer() {
        return Api.config("slipway.oidc.issuers.ci.url");
    }

    /** Serves the issuer's description and these keys from now on. */
    public static void serve(PublicJsonWebKey... keys) {
        Api.peerAnswers(
                PATH + "/.well-known/openid-configuration",
                "{\"issuer\": \"%s\", \"jwks_uri\": \"%s/jwks\"}".formatted(issuer(), issuer()));
        Api.peerAnswers(PATH + "/jwks", new JsonWebKeySet(keys).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY));
    }

    /** Good claims: a test spoils what it is about. */
    public static JwtClaims claims(String repositoryId) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(issuer());
        claims.setAudience(AUDIENCE);
        claims.setSubject("repo:acme/hello:environment:production");
        claims.setGeneratedJwtId();
        claims.setIssuedAtToNow();
        claims.setNotBeforeMinutesInThePast(1);
        claims.setExpirationTimeMinutesInTheFuture(5);
        claims.setClaim("repository", "acme/hello");
        claims.setClaim("repository_id", repositoryId);
        claims.setClaim("workflow_ref", "acme/hello/.github/workflows/release.yml@refs/tags/v1.0.0");
        claims.setClaim("environment", "production");
        return claims;
    }

    public static String sign(JwtClaims claims, PublicJsonWebKey key) {
        boolean elliptic = key.getKeyType().equals("EC");
        String algorithm = elliptic
                ? AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256
                : AlgorithmIdentifiers.RSA_USING_SHA256;
        return sign(claims, key, algorithm);
    }

    public static String sign(JwtClaims claims, PublicJsonWebKey key, String algorithm) {
        JsonWebSignature jws = new JsonWebSignature();
        jws.setPayload(claims.toJson());
        jws.setKeyIdHeaderValue(key.getKeyId());
        jws.setKey(key.getPrivateKey());
        jws.setAlgorithmHeaderValue(algorithm);
        return serialized(jws);
    }

    public static String serialized(JsonWebSignature jws) {
        try {
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A client's token of the issuer that is not ours. */
    public static String ofIndependentIssuer() {
        return RestAssured.given()
                .formParam("grant_type", "client_credentials")
                .formParam("client_id", "job")
                .formParam("client_secret", "secret")
                .formParam("scope", "ci")
                .post(Api.config("slipway.oidc.issuers.independent.url") + "/token")
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");
    }
}
