package io.slipway.registry.health;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Setup;
import io.slipway.testing.Gate;
import io.slipway.testing.Gates;
import io.slipway.testing.HealthDrill;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Readiness follows what the service needs; liveness does not, since a restart would bring nothing back. */
@QuarkusTest
@WithTestResource(
        value = Infrastructure.class,
        initArgs = {@ResourceArg(name = "database", value = "health"), @ResourceArg(name = "gated", value = "true")})
@WithTestResource(Setup.class)
@Timeout(240)
class HealthTest {
    @TestHTTPResource(value = "/health", management = true)
    URI health;

    Gates gates;

    @Test
    void postgresIsAway() {
        takeAway("Reactive PostgreSQL connections health check", gates.postgres());
    }

    @Test
    void kafkaIsAway() {
        takeAway("kafka topics", gates.kafka());
    }

    @Test
    void theBlobDirectoryIsAway() {
        Path blobs = Path.of(Api.config("slipway.blobs.directory"));
        Path aside = blobs.resolveSibling(blobs.getFileName() + "-aside");
        new HealthDrill(health).takeAway("Blob store", () -> replaceByAFile(blobs, aside), () -> bring(blobs, aside));
    }

    private static void replaceByAFile(Path directory, Path aside) {
        try {
            Files.move(directory, aside);
            Files.createFile(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void bring(Path directory, Path aside) {
        try {
            Files.delete(directory);
            Files.move(aside, directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void takeAway(String check, Gate gate) {
        new HealthDrill(health).takeAway(check, () -> gate.shut(true), () -> gate.shut(false));
    }
}
