package io.slipway.outbound;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which URLs may be asked for at all, before any name is resolved. */
public final class UrlRules {
    private static final Pattern NAME =
            Pattern.compile("[a-z0-9]([-a-z0-9_]{0,61}[a-z0-9])?(\\.[a-z0-9]([-a-z0-9_]{0,61}[a-z0-9])?)*\\.?");
    private static final Pattern PLAIN_IPV4 = Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");
    private static final Pattern NUMBER = Pattern.compile("\\d+|0x[0-9a-f]*");
    private static final int MAX_LENGTH = 4096;
    private static final int MAX_PORT = 65535;

    private final Set<String> allowed;

    /** @param allowed {@code host:port} of servers that may be asked by http, too, and may have addresses that are not public */
    public UrlRules(Set<String> allowed) {
        this.allowed =
                allowed.stream().map(entry -> entry.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /** @throws OutboundException REFUSED, with what to do in its message */
    public URI parse(String url) throws OutboundException {
        if (url.length() > MAX_LENGTH) {
            throw refused("it is longer than " + MAX_LENGTH + " characters");
        }
        try {
            return check(new URI(url));
        } catch (URISyntaxException e) {
            throw refused("it is no URL: " + e.getReason());
        }
    }

    /** @return the URL without fragment, its host in lower case and its port written out. @throws OutboundException REFUSED */
    public URI check(URI url) throws OutboundException {
        String host = host(url);
        int port = port(url);
        if (!"https".equalsIgnoreCase(url.getScheme()) && !isAllowed(host, port)) {
            throw refused("it must be an https URL");
        }
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        if (path.startsWith("//")) {
            throw refused("its path begins with //");
        }
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        String scheme = url.getScheme().toLowerCase(Locale.ROOT);
        return URI.create(
                URI.create(scheme + "://" + host + ":" + port + path + query).toASCIIString());
    }

    boolean isAllowed(String host, int port) {
        return allowed.contains(host + ":" + port);
    }

    private static String host(URI url) throws OutboundException {
        if (url.getHost() == null) {
            throw refused("it names no host");
        }
        if (url.getRawUserInfo() != null) {
            throw refused("it holds a user name: credentials do not belong in a URL");
        }
        String host = url.getHost().toLowerCase(Locale.ROOT);
        if (host.startsWith("[")) {
            return literal(host);
        }
        if (!NAME.matcher(host).matches() || host.length() > 254) {
            throw refused("its host is no name");
        }
        if (endsInNumber(host) && !PLAIN_IPV4.matcher(host).matches()) {
            throw refused("write an address as four decimal numbers");
        }
        return host;
    }

    private static String literal(String host) throws OutboundException {
        if (host.contains("%")) {
            throw refused("its address has a zone");
        }
        return host;
    }

    /** Resolvers take 2130706433, 0177.1 and 0x7f.0.0.1 for addresses; so does the URL standard, for which this is the test. */
    private static boolean endsInNumber(String host) {
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        return NUMBER.matcher(name.substring(name.lastIndexOf('.') + 1)).matches();
    }

    private static int port(URI url) throws OutboundException {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        int usual =
                switch (scheme) {
                    case "https" -> 443;
                    case "http" -> 80;
                    default -> throw refused("it must be an https URL");
                };
        int port = url.getPort() == -1 ? usual : url.getPort();
        if (port < 1 || port > MAX_PORT) {
            throw refused("its port is none");
        }
        return port;
    }

    private static OutboundException refused(String why) {
        return new OutboundException(OutboundException.Reason.REFUSED, "The URL is refused: " + why + ".");
    }
}
