package io.slipway.registry.health;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Setup;
import io.slipway.testing.Infrastructure;
import io.slipway.testing.MetricsTable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What docs/operations.md lists is what is scraped. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class MetricsTest {
    private static final Path DOCUMENT = Path.of("../docs/operations.md");

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    @Test
    void theDocumentedMetricsAreScraped() throws Exception {
        Api.release("acme/measured", "1.0.0");
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(MetricsTable.scraped(scrape()))
                .isNotEmpty()
                .isEqualTo(MetricsTable.documented(DOCUMENT, "registry-api")));
    }

    private String scrape() {
        return RestAssured.given().accept("text/plain").get(metrics).asString();
    }
}
