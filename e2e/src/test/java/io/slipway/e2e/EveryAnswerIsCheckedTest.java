package io.slipway.e2e;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;

import com.sun.net.httpserver.HttpServer;
import io.slipway.apicheck.Answer;
import io.slipway.apicheck.Asked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EveryAnswerIsCheckedTest {
    private static final int UNDESCRIBED = 418;

    private final EveryAnswerIsChecked extension = new EveryAnswerIsChecked();

    @TempDir
    private Path directory;

    @Test
    void whatWasPassedOverFailsTheTestAtItsEnd() {
        Answer answer = new Answer(new Asked("GET", "/organizations/me", Map.of()), UNDESCRIBED, Map.of(), "");
        assertThatThrownBy(() -> EveryAnswerIsChecked.check(answer)).hasMessageContaining("418");

        assertThatThrownBy(() -> extension.afterEach(null))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("status 418 is not documented for getCaller");
        assertThatCode(() -> extension.afterEach(null)).as("the next test").doesNotThrowAnyException();
    }

    @Test
    void whatTheCommandLineIsAnsweredIsSeen() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(UNDESCRIBED, -1);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort();
            new Cli(directory, directory).offline("installed", "--url", url, "--token", "slp_x");
        } finally {
            server.stop(0);
        }

        assertThatThrownBy(() -> extension.afterEach(null))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("status 418 is not documented for listInstallations");
    }
}
