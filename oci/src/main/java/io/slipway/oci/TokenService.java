package io.slipway.oci;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.oci.OciException.Reason;
import io.slipway.outbound.GuardedHttp;
import io.slipway.outbound.OutboundLimits;
import io.slipway.outbound.OutboundRequest;
import io.slipway.outbound.OutboundResponse;
import org.jspecify.annotations.Nullable;

/** Gets a token from whom a registry names (Docker's "Token Authentication Specification"); the name is as hostile as any. */
final class TokenService {
    private static final int MAX_BYTES = 64 * 1024;
    private static final Pattern TOKEN = Pattern.compile("[-A-Za-z0-9._~+/=]{1,16384}");

    private final GuardedHttp http;
    private final String registry;

    TokenService(GuardedHttp http, String registry) {
        this.http = http;
        this.registry = registry;
    }

    String token(Challenge challenge, String scope, @Nullable RegistryLogin login, OutboundLimits limits)
            throws IOException {
        OutboundRequest request = OutboundRequest.get(url(challenge, scope)).header("Accept", "application/json");
        return http.exchange(
                login == null ? request : request.header("Authorization", login.basic()),
                limits.withBodyBytes(MAX_BYTES),
                response -> read(response, login != null));
    }

    private URI url(Challenge challenge, String scope) throws OciException {
        String realm = challenge.parameters().getOrDefault("realm", "");
        StringBuilder url = new StringBuilder(realm);
        url.append(realm.contains("?") ? '&' : '?');
        String service = challenge.parameters().get("service");
        if (service != null) {
            url.append("service=").append(encoded(service)).append('&');
        }
        url.append("scope=").append(encoded(scope));
        try {
            return new URI(url.toString());
        } catch (URISyntaxException e) {
            throw new OciException(Reason.INVALID, registry + " names a token service that is no URL", e);
        }
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private String read(OutboundResponse response, boolean hasLogin) throws IOException {
        return switch (response.status()) {
            case 200 -> token(response.body().readAllBytes());
            case 400, 401, 403, 404 ->
                throw new OciException(
                        Reason.UNAUTHORIZED,
                        hasLogin
                                ? "the token service of " + registry
                                        + " refuses this login: check username and password"
                                : "the token service of " + registry + " wants a login: give username and password");
            default ->
                throw new OciException(
                        response.status() >= 500 || response.status() == 429 ? Reason.UNREACHABLE : Reason.INVALID,
                        "the token service of " + registry + " answers " + response.status());
        };
    }

    private String token(byte[] body) throws IOException {
        JsonNode answer;
        try {
            answer = Documents.JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new OciException(Reason.INVALID, "the token service of " + registry + " answers no JSON", e);
        }
        String token = answer.path("token").asText(answer.path("access_token").asText());
        if (!TOKEN.matcher(token).matches()) {
            throw new OciException(Reason.INVALID, "the token service of " + registry + " answers no token");
        }
        return token;
    }
}
