package io.slipway.registry.release;

import java.time.Duration;
import java.util.Map;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

/** One import at once, and a server that takes its time. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(
        value = Setup.class,
        initArgs = {
            @ResourceArg(name = "slipway.imports.concurrency", value = "1"),
            @ResourceArg(name = "slipway.imports.heartbeat", value = "300ms"),
            @ResourceArg(name = "slipway.imports.read-timeout", value = "60s"),
            @ResourceArg(name = "slipway.imports.fetch-timeout", value = "60s"),
            @ResourceArg(name = "slipway.imports.parts-at-once", value = "1"),
            @ResourceArg(name = "slipway.imports.import-timeout", value = "1s")
        })
class ImportSlotsTest {
    private static final Duration LONG_BEFORE_THE_FETCH_ENDS = Duration.ofSeconds(40);

    @Test
    void whatNobodyNeedsAnyMoreKeepsNoOtherImportWaiting() {
        byte[] code = Packages.hello("slots");
        Map<String, Object> stuck =
                Imports.document("acme/slots", "1.0.0", Imports.artifact("a.tar.gz", code, hostile("silent")));
        String id = Api.as(Tokens.ACME)
                .urlEncodingEnabled(false)
                .header("Prefer", "respond-async")
                .contentType("application/json")
                .body(stuck)
                .post("/api/v1/catalog/releases/project/acme%2Fslots/import")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        await().until(() -> state(id), equalTo("running"));

        Map<String, Object> another = Imports.document(
                "acme/slots", "1.0.0", Imports.artifact("a.tar.gz", code, Imports.serve("slots", code)));
        Imports.send(Tokens.ACME, "acme/slots", another);

        await().atMost(LONG_BEFORE_THE_FETCH_ENDS).until(() -> state(id), equalTo("succeeded"));
    }

    @Test
    void whatHasNotBegunWhenTheTimeIsOverIsLeft() {
        byte[] code = Packages.hello("in time");
        Map<String, Object> document = Imports.document(
                "acme/slots-late",
                "1.0.0",
                Imports.artifact("late.txt", "late".getBytes(UTF_8), hostile("late")),
                Imports.artifact("a.tar.gz", code, Imports.serve("in-time", code)));

        Imports.send(Tokens.ACME, "acme/slots-late", document)
                .then()
                .statusCode(200)
                .body("warnings.message", contains(containsString("404"), containsString("longer than 1 s")));
    }

    private static String hostile(String kind) {
        return Api.config("slipway.build-orchestrator.url") + "/open/hostile/" + kind;
    }

    private static String state(String id) {
        return Api.as(Tokens.ACME).get("/api/v1/catalog/imports/" + id).path("state");
    }
}
