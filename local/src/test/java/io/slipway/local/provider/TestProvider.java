package io.slipway.local.provider;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A provider on nothing but java.base, whose environment tells it how to misbehave; it runs from an image in the tests. */
public final class TestProvider {
    private static final Map<String, String> ENV = System.getenv();
    /** Some servers close kept connections at once: 0 = never. */
    private static final int REQUESTS_PER_CONNECTION =
            Integer.parseInt(ENV.getOrDefault("REQUESTS_PER_CONNECTION", "0"));

    private TestProvider() {}

    public static void main(String[] args) throws Exception {
        String mode = ENV.getOrDefault("MODE", "well");
        System.out.println("hello from " + ENV.get("GREETING") + ", mode " + mode);
        if (mode.equals("crash")) {
            System.err.println("about to fail");
            System.exit(7);
        }
        if (mode.equals("child")) {
            new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-version")
                    .start()
                    .waitFor();
        }
        if (mode.equals("stubborn")) {
            Runtime.getRuntime().addShutdownHook(new Thread(TestProvider::sleepLong));
        }
        int port = mode.equals("elsewhere") ? 0 : Integer.parseInt(ENV.get("PORT"));
        try (ServerSocket server = new ServerSocket()) {
            server.bind(new InetSocketAddress(port), 512);
            while (true) {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        }
    }

    private static void sleepLong() {
        try {
            Thread.sleep(60_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void serve(Socket socket) {
        try (socket;
                InputStream in = new BufferedInputStream(socket.getInputStream());
                OutputStream out = socket.getOutputStream()) {
            socket.setTcpNoDelay(true);
            int served = 0;
            while (one(in, out) && (REQUESTS_PER_CONNECTION == 0 || ++served < REQUESTS_PER_CONNECTION)) {
                out.flush();
            }
        } catch (Exception e) {
            System.err.println("connection: " + e);
        }
    }

    private static boolean one(InputStream in, OutputStream out) throws Exception {
        String request = line(in);
        if (request == null) {
            return false;
        }
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
            headers.put(
                    line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT),
                    line.substring(line.indexOf(':') + 2));
        }
        String uri = request.split(" ")[1];
        String path = uri.contains("?") ? uri.substring(0, uri.indexOf('?')) : uri;
        switch (path) {
            case "/healthz" -> answer(out, Files.exists(Path.of(ENV.get("DATA_DIR"), "ill")) ? 500 : 200, "health");
            case "/env" -> answer(out, 200, String.join("\n", environment(headers, uri)));
            case "/slow" -> {
                Thread.sleep(Long.parseLong(uri.substring(uri.indexOf('=') + 1)));
                answer(out, 200, ENV.get("GREETING"));
            }
            case "/print" -> {
                System.out.println("printed");
                answer(out, 200, "printed");
            }
            case "/exit" -> Runtime.getRuntime().halt(3);
            case "/spoil" -> {
                spoil();
                answer(out, 200, "spoilt");
            }
            case "/hash" -> answer(out, 200, hash(in, headers));
            case "/large" -> large(out);
            case "/events" -> events(out);
            case "/socket" -> socket(in, out, headers);
            default -> answer(out, 200, ENV.get("GREETING"));
        }
        return true;
    }

    /** Overwrites its own program, in place. */
    private static void spoil() throws IOException {
        String program = TestProvider.class.getName().replace('.', '/') + ".class";
        Files.writeString(Path.of("app", program), "spoilt");
    }

    private static List<String> environment(Map<String, String> headers, String uri) {
        List<String> lines = new ArrayList<>(List.of("uri=" + uri, "cwd=" + System.getProperty("user.dir")));
        lines.add("java=" + ProcessHandle.current().info().command().orElse(""));
        ENV.forEach((name, value) -> lines.add("env " + name + "=" + value));
        headers.forEach((name, value) -> lines.add("header " + name + "=" + value));
        return lines;
    }

    private static String hash(InputStream in, Map<String, String> headers) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        if (headers.containsKey("content-length")) {
            copy(in, digest, Long.parseLong(headers.get("content-length")));
        } else {
            for (int size = size(in); size > 0; size = size(in)) {
                copy(in, digest, size);
                line(in);
            }
            line(in);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static int size(InputStream in) throws IOException {
        return Integer.parseInt(line(in), 16);
    }

    private static void copy(InputStream in, MessageDigest digest, long length) throws IOException {
        byte[] buffer = new byte[8192];
        for (long left = length; left > 0; ) {
            int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            digest.update(buffer, 0, read);
            left -= read;
        }
    }

    private static void large(OutputStream out) throws IOException {
        out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        byte[] chunk = new byte[1 << 16];
        for (int i = 0; i < 512; i++) {
            out.write("10000\r\n".getBytes(StandardCharsets.ISO_8859_1));
            out.write(chunk);
            out.write("\r\n".getBytes(StandardCharsets.ISO_8859_1));
        }
        out.write("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void events(OutputStream out) throws Exception {
        out.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
                .getBytes(StandardCharsets.ISO_8859_1));
        for (int i = 0; i < 3; i++) {
            String event = "data: %d%n%n".formatted(System.currentTimeMillis());
            out.write("%x\r\n%s\r\n".formatted(event.length(), event).getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            Thread.sleep(300);
        }
        out.write("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
    }

    /** WebSocket (RFC 6455): sends each short text frame back. */
    private static void socket(InputStream in, OutputStream out, Map<String, String> headers) throws Exception {
        String key = headers.get("sec-websocket-key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
        byte[] accept = MessageDigest.getInstance("SHA-1").digest(key.getBytes(StandardCharsets.ISO_8859_1));
        out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Accept: " + Base64.getEncoder().encodeToString(accept) + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        for (int first = in.read(); first == 0x81; first = in.read()) {
            int length = in.read() & 0x7f;
            byte[] mask = in.readNBytes(4);
            byte[] text = in.readNBytes(length);
            for (int i = 0; i < length; i++) {
                text[i] ^= mask[i % 4];
            }
            out.write(0x81);
            out.write(length);
            out.write(text);
            out.flush();
        }
        throw new IOException("closed");
    }

    private static void answer(OutputStream out, int status, String body) throws IOException {
        byte[] bytes = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes("HTTP/1.1 %d X\r\nContent-Length: %d\r\n\r\n"
                .formatted(status, bytes.length)
                .getBytes(StandardCharsets.ISO_8859_1));
        all.writeBytes(bytes);
        out.write(all.toByteArray());
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                return null;
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
