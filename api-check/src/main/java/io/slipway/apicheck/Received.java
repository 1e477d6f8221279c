package io.slipway.apicheck;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Answers as Java's own client has them, or as they come on a socket. */
public final class Received {
    private Received() {}

    public static Answer of(HttpResponse<String> response) {
        return new Answer(
                asked(response.request()), response.statusCode(), values(response.headers()), response.body());
    }

    static Answer of(HttpRequest request, HttpResponse.ResponseInfo info, String body) {
        return new Answer(asked(request), info.statusCode(), values(info.headers()), body);
    }

    private static Asked asked(HttpRequest request) {
        return Asked.of(request.method(), request.uri(), values(request.headers()));
    }

    private static Map<String, String> values(HttpHeaders headers) {
        return headers.map().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, header -> String.join(", ", header.getValue())));
    }

    /** Reads one answer with a Content-Length from a connection that a test writes to itself. */
    public static Answer on(InputStream connection, String method, String target) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(connection, StandardCharsets.ISO_8859_1));
        String first = lines.readLine();
        if (first == null) {
            throw new EOFException("no answer");
        }
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
            String[] header = line.split(": ?", 2);
            headers.merge(header[0], header[1], (one, other) -> one + ", " + other);
        }
        char[] body = new char[Integer.parseInt(headers.getOrDefault("Content-Length", "0"))];
        for (int read = 0; read < body.length; ) {
            int more = lines.read(body, read, body.length - read);
            if (more < 0) {
                throw new EOFException("half an answer");
            }
            read += more;
        }
        String text = new String(new String(body).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        int status = Integer.parseInt(first.split(" ")[1]);
        return new Answer(new Asked(method, target, Map.of()), status, headers, text);
    }
}
