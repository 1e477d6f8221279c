package io.slipway.registry.upload;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.BlobFiles;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.registry.support.Uploads;
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

        othersAreServed(i -> SlowUpload.begin("acme/slow-" + i, code), 202, "acme/quick");
    }

    @Test
    void norDoTwoHundredToSignedUrls() throws Exception {
        byte[] code = Packages.hello("slowly to a URL");
        Map<Integer, Response> requested = new ConcurrentHashMap<>();

        othersAreServed(
                i -> SlowUpload.begin(requested.computeIfAbsent(i, _ -> request(i, code)), code),
                204,
                "acme/quick-put");

        Uploads.confirm(Tokens.ACME, "acme/slow-put-7", Uploads.confirmation(requested.get(7), "1.0.0", code))
                .then()
                .statusCode(202);
    }

    private static Response request(int number, byte[] code) {
        Response requested = Uploads.request(Tokens.ACME, "acme/slow-put-" + number, Uploads.of("1.0.0", code));
        requested.then().statusCode(201);
        return requested;
    }

    /** @param quick what another one publishes meanwhile, in one step and in two */
    private static void othersAreServed(IntFunction<SlowUpload> begin, int status, String quick) throws Exception {
        int before = BlobFiles.now().incoming().size();
        List<SlowUpload> slow = IntStream.range(0, SLOW).mapToObj(begin).toList();
        try {
            await("all are being taken in")
                    .atMost(PATIENCE)
                    .until(() -> BlobFiles.now().incoming().size() >= before + SLOW);

            assertTimeoutPreemptively(PATIENCE, () -> {
                Api.as(Tokens.ACME).get("/providers?limit=1").then().statusCode(200);
                Api.publish(Tokens.ACME, quick, "1.0.0", Packages.hello(quick))
                        .then()
                        .statusCode(202);
                Uploads.publish(quick, "1.0.1", Packages.hello(quick + " in two steps"))
                        .then()
                        .statusCode(202);
            });

            assertThat(slow).extracting(SlowUpload::finish).containsOnly(status);
        } finally {
            slow.forEach(SlowUpload::close);
        }
        await("nothing is left")
                .atMost(PATIENCE)
                .until(() -> BlobFiles.now().incoming().size() <= before);
    }
}
