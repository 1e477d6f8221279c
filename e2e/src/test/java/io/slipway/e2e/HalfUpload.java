package io.slipway.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.slipway.apicheck.Answer;
import io.slipway.apicheck.Received;

/** A publisher's connection on which half of a package has been sent. */
record HalfUpload(Socket socket, String target, byte[] rest) implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 60_000;

    static HalfUpload begin(Story story, String version, byte[] tarGz) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes("""
                --xyz\r
                Content-Disposition: form-data; name="version"\r
                \r
                %s\r
                --xyz\r
                Content-Disposition: form-data; name="code"; filename="code.tar.gz"\r
                \r
                """.formatted(version).getBytes(StandardCharsets.UTF_8));
        int half = body.size() + tarGz.length / 2;
        body.writeBytes(tarGz);
        body.writeBytes("\r\n--xyz--\r\n".getBytes(StandardCharsets.UTF_8));
        URI api = URI.create(story.api().url());
        Socket socket = new Socket(api.getHost(), api.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        byte[] all = body.toByteArray();
        write(socket, head(story, all.length).getBytes(StandardCharsets.UTF_8));
        write(socket, Arrays.copyOf(all, half));
        return new HalfUpload(socket, target(story), Arrays.copyOfRange(all, half, all.length));
    }

    private static String target(Story story) {
        return "/providers/" + story.provider() + "/publish";
    }

    private static String head(Story story, int length) {
        return """
                POST %s HTTP/1.1\r
                Host: registry-api\r
                Authorization: Bearer %s\r
                Content-Type: multipart/form-data; boundary=xyz\r
                Content-Length: %d\r
                \r
                """.formatted(target(story), story.api().token(), length);
    }

    /** Sends the rest. @return the status of the answer */
    int finish() throws IOException {
        write(socket, rest);
        Answer answer = Received.on(socket.getInputStream(), "POST", target);
        EveryAnswerIsChecked.check(answer);
        return answer.status();
    }

    /** Whether its connection has ended without an answer. */
    boolean isGone() {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException e) {
            return true;
        }
    }

    private static void write(Socket socket, byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
