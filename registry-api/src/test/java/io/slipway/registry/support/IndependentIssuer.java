package io.slipway.registry.support;

import java.util.Map;

import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;

/** An OIDC issuer that is not ours: its token endpoint gives every client what a CI job would get. */
final class IndependentIssuer implements AutoCloseable {
    private static final String CONFIG = """
            {"tokenCallbacks": [{"issuerId": "ci", "tokenExpiry": 300, "requestMappings": [
              {"requestParam": "grant_type", "match": "client_credentials", "claims": {
                "aud": ["%s"],
                "repository_id": "9001",
                "workflow_ref": "acme/independent/.github/workflows/release.yml@refs/heads/main"}}]}]}""".formatted(OidcTokens.AUDIENCE);

    private MockOAuth2Server server;

    Map<String, String> start() {
        server = new MockOAuth2Server(OAuth2Config.Companion.fromJson(CONFIG));
        server.start();
        return Map.of(
                "slipway.oidc.issuers.independent.url", server.issuerUrl("ci").toString());
    }

    @Override
    public void close() {
        server.shutdown();
    }
}
