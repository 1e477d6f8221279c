package io.slipway.registry.oidc;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jose4j.http.Response;
import org.jose4j.http.SimpleGet;
import org.jose4j.http.SimpleResponse;

/** Gets small documents from issuers. Blocks; follows no redirect; never reads more than a quarter of a MiB. */
final class IssuerClient implements SimpleGet {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int MAX_BYTES = 256 * 1024;

    private final HttpClient http = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    private final Set<String> plainHttpHosts;
    private final Duration timeout;

    IssuerClient(Set<String> plainHttpHosts) {
        this(plainHttpHosts, TIMEOUT);
    }

    IssuerClient(Set<String> plainHttpHosts, Duration timeout) {
        this.plainHttpHosts = plainHttpHosts;
        this.timeout = timeout;
    }

    @Override
    public SimpleResponse get(String address) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(IssuerAddressRules.checked(address, plainHttpHosts))
                .timeout(timeout)
                .header("Accept", "application/json")
                .build();
        HttpResponse<byte[]> response = send(request);
        if (response.statusCode() != 200) {
            throw new IOException(address + " answered " + response.statusCode());
        }
        return new Response(200, "", response.headers().map(), new String(response.body(), StandardCharsets.UTF_8));
    }

    /** The request's own timeout ends with the headers; this one holds for the body, too. */
    private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BYTES));
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (TimeoutException e) {
            throw new IOException(request.uri() + " did not answer in " + timeout, e);
        } catch (ExecutionException e) {
            throw new IOException(request.uri() + " did not answer: " + e.getCause(), e.getCause());
        } finally {
            // The connection would stay for as long as something comes.
            answer.cancel(true);
        }
    }
}
