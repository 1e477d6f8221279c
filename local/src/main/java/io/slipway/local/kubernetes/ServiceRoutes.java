package io.slipway.local.kubernetes;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import io.slipway.local.gateway.Origin;
import io.slipway.local.gateway.Routes;
import io.slipway.local.gateway.Target;
import io.vertx.core.http.HttpServerRequest;

/**
 * {@code /<namespace>/<service>/…} is the API server's proxy of that Service, which picks a ready pod. Only Services of
 * providers are there.
 */
final class ServiceRoutes implements Routes {
    /** Names of Services of installations, see the deployer's {@code Names}. */
    static final String SERVICE = "ins-[a-z2-7]{26}";

    /** A path that names another than it begins with (RFC 3986, section 5.2.4), also when it is written in another way. */
    private static final Pattern DOTS = Pattern.compile("(?i)(^|.*(/|%2f|\\\\))(\\.|%2e){1,2}($|(/|%2f|\\\\).*)");

    private final Pattern form;
    private final Origin proxy;

    /**
     * Routes to one proxy.
     *
     * @param prefix what names of the providers' namespaces begin with
     * @param proxyPort where the API server's proxy is reached without a login
     */
    ServiceRoutes(String prefix, int proxyPort) {
        this.form = Pattern.compile("(/(" + Pattern.quote(prefix) + "-[a-z0-9-]{1,60})/(" + SERVICE + "))([/?].*)?");
        this.proxy = new Origin(proxyPort);
    }

    @Override
    public Optional<Target> target(HttpServerRequest request) {
        keepFromApiServer(request);
        return target(request.uri());
    }

    Optional<Target> target(String uri) {
        var matcher = form.matcher(uri);
        if (!matcher.matches() || DOTS.matcher(uri.replaceFirst("\\?.*", "")).matches()) {
            return Optional.empty();
        }
        var service = matcher.group(3);
        return Optional.of(new Target(
                service,
                matcher.group(1),
                "/api/v1/namespaces/" + matcher.group(2) + "/services/" + service + ":80/proxy",
                matcher.group(4) == null ? "" : matcher.group(4)));
    }

    /** It would take them for a login to itself, and answer 401 in the provider's place. */
    private static void keepFromApiServer(HttpServerRequest request) {
        var headers = request.headers();
        List.copyOf(headers.names()).stream()
                .filter(name -> name.equalsIgnoreCase("Authorization")
                        || name.regionMatches(true, 0, "Impersonate-", 0, "Impersonate-".length()))
                .forEach(headers::remove);
    }

    @Override
    public Optional<Origin> acquire(Target target) {
        return proxy.acquire() ? Optional.of(proxy) : Optional.empty();
    }
}
