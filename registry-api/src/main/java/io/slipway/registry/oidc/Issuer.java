package io.slipway.registry.oidc;

import java.io.IOException;
import java.net.URI;
import java.security.Key;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;

/** A configured issuer and its keys, which are found by discovery (OpenID Connect Discovery 1.0, section 4) when needed. */
final class Issuer implements VerificationKeyResolver {
    private static final Duration KEEP_KEYS_WHILE_UNREACHABLE = Duration.ofMinutes(10);

    private final OidcConfig.Issuer config;
    private final Set<String> plainHttpHosts;
    private final Duration refreshAfter;
    private final IssuerClient client;
    private final URI url;
    private final Pattern workflow;
    private volatile VerificationKeyResolver keys;

    /** @throws IllegalArgumentException for an address that is never asked */
    Issuer(OidcConfig.Issuer config, Set<String> plainHttpHosts, Duration refreshAfter) {
        this.config = config;
        this.plainHttpHosts = plainHttpHosts;
        this.refreshAfter = refreshAfter;
        this.client = new IssuerClient(plainHttpHosts);
        this.url = IssuerAddressRules.checked(config.url(), plainHttpHosts);
        this.workflow = Pattern.compile(config.workflowPattern());
    }

    String name() {
        return config.url();
    }

    OidcConfig.Issuer config() {
        return config;
    }

    Pattern workflow() {
        return workflow;
    }

    /** Blocks when the issuer has to be asked. */
    @Override
    public Key resolveKey(JsonWebSignature jws, List<JsonWebStructure> nesting) throws UnresolvableKeyException {
        return keys().resolveKey(jws, nesting);
    }

    private VerificationKeyResolver keys() throws UnresolvableKeyException {
        VerificationKeyResolver known = keys;
        if (known == null) {
            try {
                known = discover();
            } catch (IOException | JoseException | IllegalArgumentException e) {
                throw new UnresolvableKeyException("the keys of " + name() + " are not to be found", e);
            }
            keys = known;
        }
        return known;
    }

    private VerificationKeyResolver discover() throws IOException, JoseException {
        String base = name().endsWith("/") ? name().substring(0, name().length() - 1) : name();
        Map<String, Object> description = JsonUtil.parseJson(
                client.get(base + "/.well-known/openid-configuration").getBody());
        if (!name().equals(description.get("issuer"))) {
            throw new IOException(base + " says that it is " + description.get("issuer"));
        }
        URI address = IssuerAddressRules.keysOf(url, String.valueOf(description.get("jwks_uri")), plainHttpHosts);
        HttpsJwks jwks = new HttpsJwks(address.toString());
        jwks.setSimpleHttpGet(client);
        jwks.setRefreshReprieveThreshold(refreshAfter.toMillis());
        jwks.setRetainCacheOnErrorDuration(KEEP_KEYS_WHILE_UNREACHABLE.toSeconds());
        return new HttpsJwksVerificationKeyResolver(jwks);
    }
}
