package io.slipway.orchestrator.build;

import java.time.Duration;

import jakarta.inject.Inject;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.slipway.orchestrator.World;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Logs of builds that ended long ago go; the builds themselves stay. */
@QuarkusTest
@TestProfile(ClaimTest.NoWorker.class)
@WithTestResource(value = World.class, initArgs = @ResourceArg(name = "database", value = "claims"))
class RemoveLogsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Inject
    RemoveLogs remove;

    @Inject
    BuildConfig config;

    @Inject
    Pool pool;

    @ConfigProperty(name = "slipway.internal.token")
    String token;

    @BeforeEach
    void empty() {
        await(pool.query("truncate build, build_log, outbox").execute());
    }

    @Test
    void aLogIsRemovedAfterItsRetentionAndThenGone() {
        ended("bld_old", config.logRetention().plusMinutes(1));
        ended("bld_young", config.logRetention().minusMinutes(1));
        running("bld_long");

        assertThat(await(remove.sweep())).isEqualTo(1);

        assertThat(statusOfLog("bld_old")).isEqualTo(410);
        assertThat(statusOfLog("bld_young")).isEqualTo(200);
        assertThat(statusOfLog("bld_long")).isEqualTo(200);
        assertThat(lines("bld_old")).isZero();
        assertThat(lines("bld_young")).isEqualTo(2);
        assertThat(lines("bld_long")).as("not ended").isEqualTo(2);
        assertThat(await(remove.sweep())).as("once").isZero();
    }

    @Test
    void moreThanOneBatchIsRemovedInOneLook() {
        for (int i = 0; i <= RemoveLogs.BATCH; i++) {
            ended("bld_" + i, config.logRetention().plusMinutes(1));
        }

        assertThat(await(remove.sweep())).isEqualTo(RemoveLogs.BATCH + 1);
        assertThat(lines("bld_0") + lines("bld_" + RemoveLogs.BATCH)).isZero();
    }

    private void ended(String id, Duration ago) {
        running(id);
        await(pool.preparedQuery("update build set status = 'succeeded', lease_until = null,"
                        + " finished_at = now() - make_interval(secs => $2) where id = $1")
                .execute(Tuple.of(id, (double) ago.toSeconds())));
    }

    private void running(String id) {
        await(pool.preparedQuery("insert into build (id, version_id, provider, organization, version, sequence, status,"
                        + " source_hash, source_size, attempt, faults, not_before, lease_until, epoch, created_at)"
                        + " values ($1, $1, 'acme/hello', 'acme', '1.0.0', 2, 'running', 'x', 1, 1, 0,"
                        + " '2026-01-01Z', now() + interval '1 day', 1, '2026-01-01Z')")
                .execute(Tuple.of(id)));
        await(pool.preparedQuery("insert into build_log select $1, line, '2026-01-01Z', 'text'"
                        + " from generate_series(1, 2) as line")
                .execute(Tuple.of(id)));
    }

    private int statusOfLog(String id) {
        return RestAssured.given()
                .header("Authorization", "Bearer " + token)
                .get("/internal/builds/" + id + "/logs")
                .statusCode();
    }

    private long lines(String id) {
        return await(pool.preparedQuery("select count(*) from build_log where build_id = $1")
                        .execute(Tuple.of(id)))
                .iterator()
                .next()
                .getLong(0);
    }

    private static <T> T await(Uni<T> work) {
        return work.await().atMost(PATIENCE);
    }
}
