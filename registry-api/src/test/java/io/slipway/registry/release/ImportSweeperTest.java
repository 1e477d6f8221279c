package io.slipway.registry.release;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import io.slipway.registry.blob.BlobConfig;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.registry.support.Uploads;
import io.slipway.testing.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

/** What is swept when its time has come, and what never is. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class ImportSweeperTest {
    private static final String CATALOG = "/api/v1/catalog";
    private static final Duration LATER = Duration.ofDays(8);

    @Inject
    ImportStore imports;

    @Inject
    ArtifactBlobs held;

    @Inject
    ImportConfig config;

    @Inject
    BlobConfig blobs;

    @Inject
    Pool pool;

    /** A second default in the schedule would make the documented one count for nothing. */
    @Test
    void itComesAsOftenAsIsConfigured() {
        assertThat(Arrays.stream(ImportSweeper.class.getDeclaredMethods())
                        .filter(method -> method.isAnnotationPresent(Scheduled.class))
                        .map(method -> method.getAnnotation(Scheduled.class).every()))
                .containsExactly("${slipway.imports.sweep-every}");
        assertThat(config.sweepEvery()).isEqualTo("10m");
    }

    @Test
    void importsThatEndedAreForgottenAndTheirReleasesAreNot() throws Throwable {
        byte[] code = bytes();
        Response ended = async("sweep-ended", code, Imports.serve("sweep-ended", code));
        String operation = ended.path("id");
        await().until(
                        () -> Api.as(Tokens.ACME)
                                .get(CATALOG + "/imports/" + operation)
                                .path("state"),
                        equalTo("succeeded"));
        Response running =
                async("sweep-running", bytes(), Api.config("slipway.build-orchestrator.url") + "/open/hostile/silent");

        sweep(Duration.ZERO);
        Api.as(Tokens.ACME).get(CATALOG + "/imports/" + operation).then().statusCode(200);
        sweep(LATER);

        Api.as(Tokens.ACME).get(CATALOG + "/imports/" + operation).then().statusCode(404);
        Api.as(Tokens.ACME)
                .get(CATALOG + "/releases/" + ended.path("catalogId"))
                .then()
                .statusCode(200)
                .body("verified", equalTo(true));
        Api.as(Tokens.ACME)
                .get(CATALOG + "/imports/" + running.path("id"))
                .then()
                .statusCode(200)
                .body("endedAt", equalTo(null));
        Api.as(Tokens.ACME)
                .delete(CATALOG + "/releases/" + running.path("catalogId"))
                .then()
                .statusCode(204);
    }

    @Test
    void artifactsGoWhenNoReleaseNamesThemAnyMore() throws Throwable {
        byte[] sent = bytes();
        byte[] dropped = bytes();
        byte[] shared = bytes();
        byte[] replaced = bytes();
        send(sent);
        String draft = draft("sweep-dropped", dropped, shared);
        String kept = draft("sweep-kept", shared, replaced);
        Api.as(Tokens.ACME).delete(CATALOG + "/releases/" + draft).then().statusCode(204);
        Imports.send(Tokens.ACME, "sweep-kept", document("sweep-kept", shared))
                .then()
                .statusCode(200)
                .body("warnings", empty());

        sweep(Duration.ZERO);
        assertThat(List.of(isHeld(sent), isHeld(dropped), isHeld(shared), isHeld(replaced)))
                .as("all are young")
                .containsOnly(true);
        sweep(LATER);

        assertThat(List.of(isHeld(sent), isHeld(dropped), isHeld(replaced))).containsOnly(false);
        assertThat(List.of(mayGo(sent), mayGo(dropped), mayGo(replaced)))
                .as("the blobs themselves are the other sweeper's now")
                .containsOnly(true);
        assertThat(isHeld(shared)).isTrue();
        Response found = Api.as(Tokens.ACME)
                .redirects()
                .follow(false)
                .get(CATALOG + "/releases/" + kept + "/artifacts/" + Packages.sha256(shared));
        assertThat(Uploads.get(found.header("Location")).body()).isEqualTo(shared);
    }

    /** What a sweep has taken is fetched again; what a release named again in time is not taken. */
    @Test
    void whatComesBackIsWhole() throws Throwable {
        byte[] code = bytes();
        String draft = draft("sweep-back", code);
        Api.as(Tokens.ACME).delete(CATALOG + "/releases/" + draft).then().statusCode(204);
        String again = draft("sweep-back", code);
        sweep(LATER);
        assertThat(isHeld(code)).as("named again in time").isTrue();

        Api.as(Tokens.ACME).delete(CATALOG + "/releases/" + again).then().statusCode(204);
        sweep(LATER);
        assertThat(isHeld(code)).isFalse();
        draft("sweep-back", code);
        assertThat(isHeld(code)).isTrue();
    }

    private void sweep(Duration later) throws Throwable {
        ImportSweeper sweeper = new ImportSweeper(imports, held, config, blobs, Clock.offset(Clock.systemUTC(), later));
        VertxContextSupport.subscribeAndAwait(sweeper::sweep);
    }

    private static byte[] bytes() {
        return UUID.randomUUID().toString().getBytes(UTF_8);
    }

    private static void send(byte[] bytes) {
        Api.as(Tokens.ACME)
                .contentType("application/octet-stream")
                .body(bytes)
                .put(CATALOG + "/releases/project/sweep-sent/artifacts/" + Packages.sha256(bytes))
                .then()
                .statusCode(204);
    }

    private static String draft(String project, byte[]... files) {
        Response imported = Imports.send(Tokens.ACME, project, document(project, files));
        imported.then().statusCode(200).body("warnings", hasSize(0));
        return imported.path("catalogId");
    }

    private static Map<String, Object> document(String project, byte[]... files) {
        Map<String, Object> document = Imports.document(project, "1.0.0");
        document.put(
                "artifacts",
                Arrays.stream(files)
                        .map(file -> {
                            String name = Packages.sha256(file);
                            return new LinkedHashMap<>(Imports.artifact(name, file, Imports.serve(name, file)));
                        })
                        .toList());
        return document;
    }

    private static Response async(String project, byte[] code, String url) {
        Response accepted = Api.as(Tokens.ACME)
                .header("Prefer", "respond-async")
                .contentType("application/json")
                .body(Imports.document(project, "1.0.0", Imports.artifact("a.bin", code, url)))
                .post(CATALOG + "/releases/project/" + project + "/import");
        accepted.then().statusCode(202);
        return accepted;
    }

    private boolean isHeld(byte[] bytes) throws Throwable {
        return exists("select 1 from artifact_blob where sha256 = $1", bytes);
    }

    private boolean mayGo(byte[] bytes) throws Throwable {
        return exists("select 1 from blob where sha256 = $1 and not in_use", bytes);
    }

    private boolean exists(String sql, byte[] bytes) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(() -> pool.preparedQuery(sql)
                .execute(Tuple.of(Packages.sha256(bytes)))
                .map(rows -> rows.size() > 0));
    }
}
