package io.slipway.outbound;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.slipway.outbound.OutboundException.Reason;
import org.apache.hc.core5.ssl.SSLContexts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The name that the URL says is the one that the certificate must hold, though the address was found before. */
class GuardedTlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    Path directory;

    private HttpsServer server;
    private SSLContext trusting;

    @BeforeEach
    void start() throws Exception {
        Path keys = directory.resolve("keys.p12");
        new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "it",
                        "-keyalg",
                        "EC",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keys.toString(),
                        "-storepass",
                        new String(PASSWORD),
                        "-dname",
                        "CN=right.test",
                        "-ext",
                        "san=dns:right.test"))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("keytool.log").toFile())
                .start()
                .waitFor();
        SSLContext own = SSLContexts.custom()
                .loadKeyMaterial(keys.toFile(), PASSWORD, PASSWORD)
                .build();
        trusting =
                SSLContexts.custom().loadTrustMaterial(keys.toFile(), PASSWORD).build();
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(own));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void theCertificateIsOfTheNameInTheUrl() throws IOException {
        assertThat(status("right.test", trusting)).isEqualTo(204);
    }

    @Test
    void anotherNameIsRefused() {
        assertThatThrownBy(() -> status("wrong.test", trusting))
                .isInstanceOfSatisfying(
                        OutboundException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNREACHABLE));
    }

    @Test
    void anUnknownAuthorityIsRefused() {
        assertThatThrownBy(() -> status("right.test", SSLContexts.createDefault()))
                .hasMessageContaining("trusted TLS");
    }

    private int status(String host, SSLContext tls) throws IOException {
        String authority = host + ":" + server.getAddress().getPort();
        HostNames names = _ -> new InetAddress[] {InetAddress.getLoopbackAddress()};
        try (GuardedHttp http = new GuardedHttp(Set.of(authority), names, tls)) {
            return http.exchange(
                    OutboundRequest.get(URI.create("https://" + authority + "/")),
                    OutboundLimits.DEFAULT,
                    OutboundResponse::status);
        }
    }
}
