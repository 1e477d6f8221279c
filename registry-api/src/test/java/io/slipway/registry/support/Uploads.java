package io.slipway.registry.support;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;

import io.restassured.response.Response;
import io.slipway.registry.contract.CheckedClient;

/** The two steps of an upload, as a client takes them: whoever sends the files has no token. */
public final class Uploads {
    private Uploads() {}

    public static Response request(String token, String provider, Map<String, ?> body) {
        return Api.as(token)
                .contentType("application/json")
                .body(body)
                .post("/providers/" + provider + "/versions/upload-url");
    }

    /** All that there is to know of the package. */
    public static Map<String, Object> of(String version, byte[] code) {
        return new HashMap<>(
                Map.of("version", version, "source_hash", Packages.sha256(code), "file_size_bytes", code.length));
    }

    /** @param file package or lockfile */
    public static int put(Response requested, String file, byte[] bytes) {
        return send(requested, file, bytes).statusCode();
    }

    public static HttpResponse<byte[]> send(Response requested, String file, byte[] bytes) {
        Map<String, String> headers = requested.path("'" + file + "'.headers");
        return send(requested.path("'" + file + "'.method"), requested.path("'" + file + "'.url"), headers, bytes);
    }

    public static HttpResponse<byte[]> get(String url) {
        return send("GET", url, Map.of(), null);
    }

    public static HttpResponse<byte[]> send(String method, String url, Map<String, String> headers, byte[] bytes) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .method(method, bytes == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(bytes));
        headers.forEach(request::header);
        try (HttpClient client = CheckedClient.create()) {
            return client.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What confirms it; further fields may be put in. */
    public static Map<String, Object> confirmation(Response requested, String version, byte[] code) {
        Map<String, Object> body = of(version, code);
        body.put("storage_path", requested.path("'package'.storage_path"));
        return body;
    }

    public static Response confirm(String token, String provider, Map<String, ?> body) {
        return Api.as(token)
                .contentType("application/json")
                .body(body)
                .post("/providers/" + provider + "/versions/confirm");
    }

    /** All of it. */
    public static Response publish(String provider, String version, byte[] code) {
        Response requested = request(Tokens.ACME, provider, of(version, code));
        requested.then().statusCode(201);
        send(requested, "package", code);
        return confirm(Tokens.ACME, provider, confirmation(requested, version, code));
    }
}
