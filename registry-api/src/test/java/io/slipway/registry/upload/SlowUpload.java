package io.slipway.registry.upload;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.slipway.registry.contract.Answers;
import io.slipway.registry.support.Tokens;

/** A publisher who sends the first half of a package, by a form or to a signed URL, and the rest when he is told to. */
final class SlowUpload implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 60_000;

    private final String method;
    private final String target;
    private final Socket socket;
    private final byte[] body;
    private final int half;

    private SlowUpload(String method, String target, Socket socket, byte[] body, int half) {
        this.method = method;
        this.target = target;
        this.socket = socket;
        this.body = body;
        this.half = half;
    }

    static SlowUpload begin(String provider, byte[] code) {
        return begin(Tokens.ACME, provider, code);
    }

    static SlowUpload begin(String token, String provider, byte[] code) {
        byte[] head =
                part("version", "1.0.0\r\n--xyz\r\n" + disposition("code")).getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(head);
        body.writeBytes(code);
        body.writeBytes("\r\n--xyz--\r\n".getBytes(StandardCharsets.UTF_8));
        String headers = """
                Authorization: Bearer %s\r
                Content-Type: multipart/form-data; boundary=xyz\r
                """.formatted(token);
        return begin(
                "POST",
                "/providers/" + provider + "/publish",
                headers,
                body.toByteArray(),
                head.length + code.length / 2);
    }

    /** Of any request: all of its body but the last character. */
    static SlowUpload json(String method, String token, String target, String json) {
        String headers = "Authorization: Bearer %s\r\nContent-Type: application/json\r\n".formatted(token);
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        return begin(method, target, headers, body, body.length - 1);
    }

    /** @param requested what answered the request for a URL */
    static SlowUpload begin(Response requested, byte[] code) {
        URI url = URI.create(requested.path("'package'.url"));
        return begin("PUT", url.getRawPath() + "?" + url.getRawQuery(), "", code, code.length / 2);
    }

    private static SlowUpload begin(String method, String target, String headers, byte[] body, int half) {
        String head = "%s %s HTTP/1.1\r\nHost: localhost\r\n%sContent-Length: %d\r\n\r\n"
                .formatted(method, target, headers, body.length);
        try {
            Socket socket = new Socket("localhost", RestAssured.port);
            socket.setSoTimeout(PATIENCE_MILLIS);
            SlowUpload upload = new SlowUpload(method, target, socket, body, half);
            upload.send(head.getBytes(StandardCharsets.UTF_8), 0, -1);
            upload.send(upload.body, 0, upload.half);
            return upload;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String part(String name, String content) {
        return "--xyz\r\n" + disposition(name) + content;
    }

    private static String disposition(String name) {
        return "Content-Disposition: form-data; name=\"" + name + "\"\r\n\r\n";
    }

    /** Sends the rest. @return the status */
    int finish() {
        try {
            send(body, half, -1);
            return Answers.checked(method, target.replaceAll("\\?.*", ""), socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void send(byte[] bytes, int from, int to) throws IOException {
        socket.getOutputStream().write(bytes, from, (to < 0 ? bytes.length : to) - from);
        socket.getOutputStream().flush();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
