package io.slipway.oci;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

import io.slipway.oci.OciException.Reason;
import io.slipway.outbound.GuardedHttp;
import io.slipway.outbound.OutboundException;
import io.slipway.outbound.OutboundLimits;
import io.slipway.outbound.OutboundRequest;
import io.slipway.outbound.OutboundResponse;
import org.jspecify.annotations.Nullable;

/** One repository of one registry, and what it was shown last. For one thread at a time. */
public final class RegistrySession {
    private final GuardedHttp http;
    private final URI repository;
    private final String registry;
    private final String scope;
    private final @Nullable RegistryLogin login;
    private @Nullable String authorization;

    RegistrySession(GuardedHttp http, URI repository, String registry, String scope, @Nullable RegistryLogin login) {
        this.http = http;
        this.repository = repository;
        this.registry = registry;
        this.scope = scope;
        this.login = login;
    }

    /** The host, as the user wrote it. */
    String registry() {
        return registry;
    }

    boolean hasLogin() {
        return login != null;
    }

    URI url(String path) {
        return repository.resolve(path);
    }

    /**
     * Asks, and once more with what the registry wants to be shown. The reader gets no answer that asks for a login.
     *
     * @throws OciException when there is no answer
     */
    <T extends @Nullable Object> T ask(OutboundRequest request, OutboundLimits limits, GuardedHttp.Reader<T> reader)
            throws IOException {
        try {
            Answer<T> first = exchange(request, limits, reader);
            if (first.challenges() == null) {
                return first.value();
            }
            authorize(first.challenges(), limits);
            Answer<T> second = exchange(request, limits, reader);
            if (second.challenges() == null) {
                return second.value();
            }
            throw unauthorized();
        } catch (OutboundException e) {
            throw translated(e);
        }
    }

    private record Answer<T extends @Nullable Object>(
            @Nullable T value, @Nullable List<String> challenges) {}

    @SuppressWarnings("NullAway") // the value is there when there is no challenge
    private <T extends @Nullable Object> Answer<T> exchange(
            OutboundRequest request, OutboundLimits limits, GuardedHttp.Reader<T> reader) throws IOException {
        OutboundRequest shown = authorization == null || !isRegistry(request.url())
                ? request
                : request.header("Authorization", authorization);
        return http.exchange(
                shown,
                limits,
                response -> response.status() == 401 && isRegistry(response.url())
                        ? new Answer<>(null, response.headers().getOrDefault("WWW-Authenticate", List.of()))
                        : new Answer<>(reader.read(response), null));
    }

    /** Where a redirect or an upload leads to elsewhere, nobody is shown a login, nor says who is. */
    private boolean isRegistry(URI url) {
        return repository.getScheme().equalsIgnoreCase(url.getScheme())
                && repository.getHost().equalsIgnoreCase(url.getHost())
                && port(repository) == port(url);
    }

    private static int port(URI url) {
        int usual = "http".equalsIgnoreCase(url.getScheme()) ? 80 : 443;
        return url.getPort() < 0 ? usual : url.getPort();
    }

    private void authorize(List<String> headers, OutboundLimits limits) throws IOException {
        Challenge challenge = Challenge.of(headers).orElseThrow(this::unauthorized);
        switch (challenge.kind()) {
            case BASIC ->
                authorization = Optional.ofNullable(login)
                        .orElseThrow(this::unauthorized)
                        .basic();
            case BEARER ->
                authorization = "Bearer " + new TokenService(http, registry).token(challenge, scope, login, limits);
        }
    }

    private OciException unauthorized() {
        return new OciException(
                Reason.UNAUTHORIZED,
                login == null
                        ? registry + " does not show it without a login: check the name, or give username and password"
                        : registry + " does not accept this login for it: check name, username and password");
    }

    /** What an answer says that is not the wanted one. */
    OciException unexpected(OutboundResponse response, String what) {
        return switch (response.status()) {
            case 404 -> new OciException(Reason.NOT_FOUND, registry + " has no " + what + ": check the name");
            case 403 -> new OciException(Reason.DENIED, registry + " denies access to " + what);
            case 408, 425, 429 ->
                new OciException(Reason.UNREACHABLE, registry + " answers " + response.status() + ": try again later");
            default ->
                response.status() >= 500
                        ? new OciException(
                                Reason.UNREACHABLE, registry + " answers " + response.status() + ": try again later")
                        : new OciException(Reason.INVALID, registry + " answers " + response.status() + " for " + what);
        };
    }

    OciException translated(OutboundException e) {
        String message = registry + ": " + e.getMessage();
        return switch (e.reason()) {
            case REFUSED -> new OciException(Reason.REFUSED, message, e);
            case NO_PUBLIC_HOST, UNREACHABLE, TIMED_OUT, BAD_ANSWER -> new OciException(Reason.UNREACHABLE, message, e);
            case TOO_LARGE -> new OciException(Reason.TOO_LARGE, message, e);
            case TOO_MANY_REDIRECTS -> new OciException(Reason.INVALID, message, e);
        };
    }
}
