package io.slipway.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

import io.slipway.providerpackage.PackageException;
import io.slipway.providerpackage.PackageWriter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A small provider whose answer names its version, the process and the tenant's greeting.
 *
 * @param program the file that the entrypoint runs, and its name
 */
record ProviderSource(String version, String runtime, String entrypoint, String name, byte[] program, byte[] ballast) {

    static ProviderSource good(String version) {
        return new ProviderSource(
                version,
                "java25",
                "[java, -Xmx32m, -XX:TieredStopAtLevel=1, -XX:+UseSerialGC, Hello.java]",
                "Hello.java",
                SOURCE.replace("@VERSION@", version).getBytes(UTF_8),
                new byte[0]);
    }

    /** One that is reached from elsewhere, as a pod is: on all addresses. */
    static ProviderSource reachable(String version) {
        ProviderSource good = good(version);
        String program = new String(good.program, UTF_8).replace("(\"127.0.0.1\", port)", "(port)");
        return new ProviderSource(
                version, good.runtime, good.entrypoint, good.name, program.getBytes(UTF_8), good.ballast);
    }

    /** Needs {@link CompiledProvider#canBeMade}. */
    static ProviderSource compiled(String version) throws IOException {
        return new ProviderSource(
                version, "static", "[./hello, " + version + "]", "hello", CompiledProvider.program(), new byte[0]);
    }

    /** Bytes that do not compress, so that a build takes long enough to be killed. */
    ProviderSource withBallast(int bytes, Random random) {
        byte[] more = new byte[bytes];
        random.nextBytes(more);
        return new ProviderSource(version, runtime, entrypoint, name, program, more);
    }

    /** Bytes of half the entropy: packing them again keeps a builder busy for seconds, however fast it reads them. */
    ProviderSource withToil(int bytes, Random random) {
        ProviderSource source = withBallast(bytes, random);
        for (int i = 0; i < bytes; i++) {
            source.ballast[i] &= 0x0f;
        }
        return source;
    }

    byte[] tarGz(Path scratch) throws IOException, PackageException {
        Path directory = Files.createTempDirectory(scratch, "provider");
        Files.writeString(directory.resolve("provider.yaml"), """
                apiVersion: slipway.io/v1
                kind: Provider
                runtime: %s
                entrypoint: %s
                port: 8080
                health: /healthz
                config:
                  type: object
                  properties: { GREETING: { type: string, default: hello } }
                """.formatted(runtime, entrypoint));
        Path file = Files.write(directory.resolve(name), program);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        if (ballast.length > 0) {
            Files.write(directory.resolve("ballast.bin"), ballast);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PackageWriter.write(directory, bytes);
        return bytes.toByteArray();
    }

    private static final String SOURCE = """
            import com.sun.net.httpserver.HttpExchange;
            import com.sun.net.httpserver.HttpServer;
            import java.io.IOException;
            import java.net.InetSocketAddress;
            import java.util.concurrent.Executors;

            public class Hello {
                public static void main(String[] args) throws IOException {
                    int port = Integer.parseInt(System.getenv("PORT"));
                    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 256);
                    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
                    server.createContext("/healthz", exchange -> answer(exchange, 200, "{}"));
                    server.createContext("/", exchange -> answer(exchange, 200,
                        "{\\"version\\":\\"@VERSION@\\",\\"pid\\":" + ProcessHandle.current().pid()
                            + ",\\"greeting\\":\\"" + System.getenv("GREETING") + "\\"}"));
                    System.out.println("hello @VERSION@ listens");
                    server.start();
                }

                private static void answer(HttpExchange exchange, int status, String body) throws IOException {
                    byte[] bytes = body.getBytes();
                    exchange.getResponseHeaders().add("Content-Type", "application/json");
                    exchange.sendResponseHeaders(status, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                }
            }
            """;
}
