package io.slipway.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * An HTTP proxy (RFC 9112, section 3.2.2) that the command line is sent through, so that what registry-api answers it is
 * checked, too. Health and what providers answer is passed on as it is: they have ports of their own, which are not described.
 */
final class CheckingProxy {
    /** What is between two neighbours (RFC 9110, section 7.6.1), or the client sets itself. */
    private static final Set<String> OF_ONE_HOP = Set.of(
            "connection",
            "content-length",
            "expect",
            "host",
            "http2-settings",
            "keep-alive",
            "proxy-connection",
            "te",
            "transfer-encoding",
            "upgrade");

    private static final HttpClient REGISTRY = EveryAnswerIsChecked.client();
    private static final HttpClient PLAIN =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final int PORT = start();

    private CheckingProxy() {}

    /** What has Java's own clients use it, for addresses of this machine, too. */
    static List<String> javaOptions() {
        return List.of("-Dhttp.proxyHost=127.0.0.1", "-Dhttp.proxyPort=" + PORT, "-Dhttp.nonProxyHosts=");
    }

    static String url() {
        return "http://127.0.0.1:" + PORT;
    }

    private static int start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", CheckingProxy::pass);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return server.getAddress().getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            HttpRequest request = request(exchange);
            HttpClient client = described(request.uri().getPath()) ? REGISTRY : PLAIN;
            HttpResponse<InputStream> answer = client.send(request, BodyHandlers.ofInputStream());
            answer.headers().map().forEach((name, values) -> {
                if (!OF_ONE_HOP.contains(name.toLowerCase(Locale.ROOT))) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            boolean empty =
                    answer.headers().firstValue("content-length").orElse("").equals("0")
                            || answer.statusCode() == 204
                            || answer.statusCode() == 304;
            exchange.sendResponseHeaders(answer.statusCode(), empty ? -1 : 0);
            passOn(answer.body(), exchange.getResponseBody());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Health and, behind the gateway, providers are not. */
    private static boolean described(String path) {
        return !path.startsWith("/q/") && !path.startsWith("/i/");
    }

    private static HttpRequest request(HttpExchange exchange) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(exchange.getRequestURI());
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (!exchange.getRequestMethod().equals("GET")) {
            request.method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        }
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OF_ONE_HOP.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request.build();
    }

    /** Events as they come. */
    private static void passOn(InputStream body, OutputStream client) throws IOException {
        byte[] buffer = new byte[8192];
        try (body) {
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                client.write(buffer, 0, read);
                client.flush();
            }
        }
    }
}
