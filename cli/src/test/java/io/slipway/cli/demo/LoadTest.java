package io.slipway.cli.demo;

import java.net.URI;

import io.slipway.cli.FakeServer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class LoadTest {
    @Test
    void countsWhatItSentAndSeesTheVersion() throws Exception {
        try (FakeServer server = new FakeServer(200, "{\"version\": \"1.1.0\"}")) {
            Load load = Load.on(URI.create(server.url()), 250);
            await().until(() ->
                    load.requests() >= 50 && load.firstAnswerOf("1.1.0").isPresent());
            LoadResult result = load.stop();

            assertThat(result.failed()).isZero();
            assertThat(server.requests()).hasSize((int) result.requests());
            assertThat(load.firstAnswerOf("1.0.0")).isEmpty();
        }
    }

    @Test
    void countsRefusalsAndSilenceAsFailed() throws Exception {
        try (FakeServer server = new FakeServer(503, "draining")) {
            Load load = Load.on(URI.create(server.url()), 250);
            await().until(() -> load.requests() >= 5);
            LoadResult result = load.stop();

            assertThat(result.failed()).isEqualTo(result.requests());
            assertThat(load.failures()).containsEntry("status 503", "draining");
        }

        Load nobody = Load.on(URI.create("http://127.0.0.1:1/"), 250);
        await().until(() -> nobody.requests() >= 5);
        LoadResult silence = nobody.stop();
        assertThat(silence.failed()).isEqualTo(silence.requests());
    }
}
