package io.slipway.orchestrator;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.slipway.contracts.VersionEvent.VersionPublished;
import io.slipway.contracts.VersionState;
import io.slipway.testing.MetricsTable;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What docs/operations.md lists is what is scraped. */
@QuarkusTest
@WithTestResource(value = World.class, initArgs = @ResourceArg(name = "database", value = "builds"))
class MetricsTest {
    private static final Path DOCUMENT = Path.of("../docs/operations.md");

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    @Test
    void theDocumentedMetricsAreScraped() throws Exception {
        Packages source = Packages.good("measured");
        Peers peers = new Peers(ConfigProvider.getConfig());
        peers.hold(source);
        VersionState version = Versions.of(
                "acme/measured",
                "1.0.0",
                VersionState.Status.building,
                "bld_Measured",
                1,
                source.sha256(),
                source.bytes().length,
                peers.pushBase("base"));
        try (Lifecycle lifecycle = new Lifecycle(ConfigProvider.getConfig())) {
            lifecycle.tell(new VersionPublished(version), version);
        }
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(MetricsTable.scraped(scrape()))
                .isNotEmpty()
                .isEqualTo(MetricsTable.documented(DOCUMENT, "build-orchestrator")));
    }

    private String scrape() {
        return RestAssured.given().accept("text/plain").get(metrics).asString();
    }
}
