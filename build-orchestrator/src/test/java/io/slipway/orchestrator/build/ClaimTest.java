package io.slipway.orchestrator.build;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import jakarta.inject.Inject;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.slipway.contracts.BuildState;
import io.slipway.contracts.VersionState;
import io.slipway.orchestrator.Versions;
import io.slipway.orchestrator.World;
import io.slipway.outbox.context.DatabaseContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Claims, leases and fences on real rows, with the worker of the application held still. */
@QuarkusTest
@TestProfile(ClaimTest.NoWorker.class)
@WithTestResource(value = World.class, initArgs = @ResourceArg(name = "database", value = "claims"))
class ClaimTest {
    private static final Built BUILT = new Built("providers/acme/hello@sha256:1", List.of());
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String MANY = """
            insert into build (id, version_id, provider, organization, version, sequence, status, source_hash, source_size,
                attempt, faults, not_before, epoch, created_at)
            select 'bld_' || i, 'ver_' || i, 'org' || i % 7 || '/many', 'org' || i % 7, '1.0.' || i, 1, 'queued', 'x', 1,
                0, 0, '2026-01-01', 0, timestamptz '2026-01-01' + i * interval '1 second'
            from generate_series(1, 10000) i""";

    @Inject
    ClaimBuild claim;

    @Inject
    FinishBuild finish;

    @Inject
    BuildStore builds;

    @Inject
    BuildLogStore logs;

    @Inject
    Leases leases;

    @Inject
    DatabaseContext database;

    @Inject
    Pool pool;

    public static class NoWorker implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("slipway.builds.concurrency", "0");
        }
    }

    @BeforeEach
    void empty() {
        await(pool.query("truncate build, build_log, outbox").execute());
    }

    @Test
    void oneOrganizationWithManyBuildsDoesNotHoldUpAnother() {
        for (int i = 0; i < 4; i++) {
            queue("acme/busy", "bld_a" + i, i);
        }
        queue("globex/calm", "bld_b0", 10);
        queue("globex/calm", "bld_b1", 11);
        queue("initech/new", "bld_c0", 20);

        assertThat(claimAll())
                .as("round robin although acme was first, by age within each")
                .containsExactly("bld_a0", "bld_b0", "bld_c0", "bld_a1", "bld_b1", "bld_a2", "bld_a3");
    }

    @Test
    void whoHasFewerBuildsRunningIsNext() {
        queue("acme/busy", "bld_a0", 0);
        queue("acme/busy", "bld_a1", 1);
        queue("acme/busy", "bld_a2", 2);
        claimed();
        claimed();
        queue("globex/calm", "bld_b0", 9);

        assertThat(claimed().buildId()).isEqualTo("bld_b0");
        assertThat(claimed().buildId()).isEqualTo("bld_a2");
    }

    /** Blocks of the database that are looked at: sorting the queue took more than one for each build in it. */
    @Test
    void theNextIsFoundWithoutLookingAtTheWholeQueue() {
        await(pool.query(MANY).execute());
        await(pool.query("analyze build").execute());
        String explain = "explain (analyze, buffers, format json) "
                + BuildStore.NEXT.replace(":now", "timestamptz '2026-06-01 00:00:00Z'");
        JsonObject plan = await(pool.query(explain).execute())
                .iterator()
                .next()
                .getJsonArray(0)
                .getJsonObject(0)
                .getJsonObject("Plan");

        assertThat(plan.getInteger("Actual Rows")).isEqualTo(1);
        assertThat(plan.getInteger("Shared Hit Blocks") + plan.getInteger("Shared Read Blocks"))
                .isLessThan(500);
    }

    @Test
    void twoWorkersNeverClaimTheSameBuild() {
        for (int i = 0; i < 8; i++) {
            queue("acme/hello", "bld_" + i, i);
        }
        List<Uni<BuildJob>> claims = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            claims.add(database.run(claim::next));
        }

        List<BuildJob> jobs = await(Uni.join().all(claims).andFailFast());

        assertThat(jobs).extracting(job -> job == null ? null : job.buildId()).doesNotHaveDuplicates();
    }

    @Test
    void anExpiredLeaseIsTakenOverAndTheLateResultRefused() {
        queue("acme/hello", "bld_1", 0);
        BuildJob first = claimed();
        assertThat(claimed()).as("held").isNull();
        append(first, 1, "first");
        expire("bld_1");

        BuildJob second = claimed();

        assertThat(second.buildId()).isEqualTo("bld_1");
        assertThat(second.attempt()).isEqualTo(2);
        assertThat(second.logLine()).as("goes on after the first's lines").isEqualTo(1);
        assertThatThrownBy(() -> finish(first, new Outcome.Succeeded(BUILT))).isInstanceOf(LeaseLost.class);
        assertThatThrownBy(() -> append(first, 2, "late")).isInstanceOf(LeaseLost.class);
        assertThat(await(leases.extend(List.of(first))))
                .as("heartbeat of the first")
                .isEmpty();
        assertThat(await(leases.extend(List.of(second)))).containsExactly("bld_1");

        append(second, 2, "second");
        finish(second, new Outcome.Succeeded(BUILT));
        assertThat(state("bld_1").status()).isEqualTo(BuildState.Status.succeeded);
        assertThat(await(logs.page("bld_1", 0, 10))).extracting(LogLine::text).containsExactly("first", "second");
        assertThat(announced("bld_1"))
                .containsExactly(
                        "io.slipway.build.started.v1", "io.slipway.build.started.v1", "io.slipway.build.succeeded.v1");
    }

    @Test
    void aBuildThatEndsItsWorkersIsNotTriedForEver() {
        queue("acme/hello", "bld_1", 0);
        for (int attempt = 1; attempt <= 5; attempt++) {
            assertThat(claimed().attempt()).isEqualTo(attempt);
            expire("bld_1");
        }

        assertThat(claimed()).as("given up").isNull();

        assertThat(state("bld_1").status()).isEqualTo(BuildState.Status.failed);
        assertThat(state("bld_1").errorCode()).isEqualTo("infrastructure");
        assertThat(announced("bld_1")).endsWith("io.slipway.build.failed.v1");
    }

    @Test
    void aHeartbeatKeepsTheLease() {
        queue("acme/hello", "bld_1", 0);
        BuildJob job = claimed();
        expire("bld_1");
        await(leases.extend(List.of(job)));

        assertThat(claimed()).isNull();
    }

    @Test
    void aRestartedProcessDoesNotWaitForItsOwnLeases() {
        queue("acme/hello", "bld_1", 0);
        queue("acme/hello", "bld_2", 1);
        claimed();
        claimed();
        await(pool.query("update build set lease_owner = 'another' where id = 'bld_2'")
                .execute());

        await(leases.expireOwn());

        assertThat(claimed().buildId()).isEqualTo("bld_1");
        assertThat(claimed()).as("another's lease stands").isNull();
    }

    @Test
    void aPostponedBuildIsNotDueBeforeItsTime() {
        queue("acme/hello", "bld_1", 0);
        finish(claimed(), new Outcome.Waiting("away"));

        assertThat(state("bld_1").status()).isEqualTo(BuildState.Status.queued);
        assertThat(claimed()).isNull();
        await(pool.query("update build set not_before = now() - interval '1 hour'")
                .execute());
        assertThat(claimed().faults()).as("nobody's fault").isZero();
    }

    @Test
    void aFailureOfTheTransactionLeavesNeitherResultNorEvent() {
        queue("acme/hello", "bld_1", 0);
        BuildJob job = claimed();
        await(pool.query("alter table outbox rename to outbox_away").execute());
        try {
            assertThatThrownBy(() -> finish(job, new Outcome.Succeeded(BUILT))).isNotInstanceOf(LeaseLost.class);
        } finally {
            await(pool.query("alter table outbox_away rename to outbox").execute());
        }

        assertThat(state("bld_1").status()).isEqualTo(BuildState.Status.running);
        finish(job, new Outcome.Succeeded(BUILT));
        assertThat(state("bld_1").status()).isEqualTo(BuildState.Status.succeeded);
    }

    private void queue(String provider, String id, int seconds) {
        VersionState version = Versions.of(provider, "1.0." + id, VersionState.Status.building, id);
        Instant at = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(seconds);
        inTransaction(() -> builds.persist(Build.queue(version, at)));
    }

    private List<String> claimAll() {
        List<String> order = new ArrayList<>();
        for (BuildJob job = claimed(); job != null; job = claimed()) {
            order.add(job.buildId());
            finish(job, new Outcome.Failed("x", "y"));
        }
        return order;
    }

    private BuildJob claimed() {
        return await(database.run(claim::next));
    }

    private void finish(BuildJob job, Outcome outcome) {
        await(database.run(() -> finish.finish(job, outcome)));
    }

    private void append(BuildJob job, int line, String text) {
        await(logs.append(job.buildId(), job.epoch(), List.of(new LogLine(line, job.startedAt(), text))));
    }

    private void expire(String id) {
        await(pool.preparedQuery("update build set lease_until = now() - interval '1 second' where id = $1")
                .execute(Tuple.of(id)));
    }

    private BuildState state(String id) {
        return inTransaction(() -> builds.findById(id)).state();
    }

    private List<String> announced(String id) {
        List<String> types = new ArrayList<>();
        await(pool.preparedQuery("select type from outbox where aggregate_id = $1 order by id")
                        .execute(Tuple.of(id)))
                .forEach(row -> types.add(row.getString(0)));
        return types;
    }

    private <T> T inTransaction(Supplier<Uni<T>> work) {
        return await(database.run(() -> Panache.withTransaction(work)));
    }

    private static <T> T await(Uni<T> work) {
        return work.await().atMost(PATIENCE);
    }
}
