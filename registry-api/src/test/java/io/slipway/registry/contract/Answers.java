package io.slipway.registry.contract;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.restassured.RestAssured;

/** For tests that do not use REST Assured: what {@link ContractFilter} does for the others. */
public final class Answers {
    private Answers() {}

    static Answer of(HttpResponse<String> response) {
        return new Answer(
                asked(response.request()), response.statusCode(), values(response.headers()), response.body());
    }

    /** @param body null when nobody looks at it */
    static void check(HttpRequest request, HttpResponse.ResponseInfo info, String body) {
        URI uri = request.uri();
        if (uri.getPort() == RestAssured.port && ContractFilter.isPublic(uri.getRawPath())) {
            ContractFilter.contract()
                    .check(new Answer(asked(request), info.statusCode(), values(info.headers()), body));
        }
    }

    private static Asked asked(HttpRequest request) {
        return Asked.of(request.method(), request.uri(), values(request.headers()));
    }

    private static Map<String, String> values(HttpHeaders headers) {
        return headers.map().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, header -> String.join(", ", header.getValue())));
    }

    /**
     * Reads one answer with a Content-Length from a connection that a test writes to itself, and checks it.
     *
     * @return its status
     */
    public static int checked(String method, String target, InputStream connection) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(connection, StandardCharsets.ISO_8859_1));
        int status = Integer.parseInt(lines.readLine().split(" ")[1]);
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
            String[] header = line.split(": ?", 2);
            headers.merge(header[0], header[1], (one, other) -> one + ", " + other);
        }
        char[] body = new char[Integer.parseInt(headers.getOrDefault("Content-Length", "0"))];
        for (int read = 0; read < body.length; ) {
            read += Math.max(0, lines.read(body, read, body.length - read));
        }
        String text = new String(new String(body).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        ContractFilter.contract().check(new Answer(new Asked(method, target, Map.of()), status, headers, text));
        return status;
    }
}
