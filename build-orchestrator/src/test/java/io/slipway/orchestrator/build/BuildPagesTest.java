package io.slipway.orchestrator.build;

import java.time.Duration;

import jakarta.inject.Inject;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.slipway.orchestrator.World;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

/** Schemas are up to 256 KiB a build: hundreds of them must not be in memory at once. */
@QuarkusTest
@TestProfile(ClaimTest.NoWorker.class)
@WithTestResource(value = World.class, initArgs = @ResourceArg(name = "database", value = "claims"))
class BuildPagesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Inject
    Pool pool;

    @ConfigProperty(name = "slipway.internal.token")
    String token;

    @BeforeEach
    void five() {
        pool.query("truncate build, build_log, outbox").executeAndAwait();
        String schemas = "[{\"description\":\"" + "x".repeat(BuildPages.MAX_BYTES / 2) + "\"}]";
        pool.preparedQuery("insert into build (id, version_id, provider, organization, version, sequence, status,"
                        + " source_hash, source_size, attempt, faults, not_before, epoch, created_at, schemas)"
                        + " select 'bld_' || i, 'prv_' || i, 'acme/hello', 'acme', '1.0.' || i, 2, 'succeeded', 'x', 1, 1,"
                        + " 0, '2026-01-01Z', 1, '2026-01-01Z', $1 from generate_series(1, 5) as i")
                .execute(Tuple.of(schemas))
                .await()
                .atMost(PATIENCE);
    }

    @Test
    void aPageEndsEarlyWhereItsBuildsWeighTooMuch() {
        page("").body("items.build_id", contains("bld_1", "bld_2")).body("next", equalTo("bld_2"));
        page("bld_2").body("items.build_id", contains("bld_3", "bld_4")).body("next", equalTo("bld_4"));
        page("bld_4").body("items.build_id", contains("bld_5")).body("next", nullValue());
    }

    private ValidatableResponse page(String after) {
        return RestAssured.given()
                .header("Authorization", "Bearer " + token)
                .get("/internal/builds?limit=500&after=" + after)
                .then()
                .statusCode(200);
    }
}
