package io.slipway.registry.upload;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.BlobFiles;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/** Publishers with bad lines take nothing from the others but their connection. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class SlowUploadsTest {
    private static final int SLOW = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void twoHundredAtOnceDoNotStopOthers() throws Exception {
        byte[] code = Packages.hello("slowly");
        int before = BlobFiles.now().incoming().size();
        List<SlowUpload> slow = IntStream.range(0, SLOW)
                .mapToObj(i -> SlowUpload.begin("acme/slow-" + i, code))
                .toList();
        try {
            await("all are being taken in")
                    .atMost(PATIENCE)
                    .until(() -> BlobFiles.now().incoming().size() >= before + SLOW);

            assertTimeoutPreemptively(PATIENCE, () -> {
                Api.as(Tokens.ACME).get("/providers?limit=1").then().statusCode(200);
                Api.publish(Tokens.ACME, "acme/quick", "1.0.0", Packages.hello("quick"))
                        .then()
                        .statusCode(202);
            });

            assertThat(slow).extracting(SlowUpload::finish).containsOnly(202);
        } finally {
            slow.forEach(SlowUpload::close);
        }
        await("nothing is left")
                .atMost(PATIENCE)
                .until(() -> BlobFiles.now().incoming().size() <= before);
    }
}
