package io.slipway.orchestrator.build;

import java.time.Duration;
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
import io.slipway.orchestrator.World;
import io.slipway.outbox.context.DatabaseContext;
import io.slipway.testing.Plans;
import io.slipway.testing.TableReads;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What runs all the time does not read all builds: there are ten thousand, and PostgreSQL says how it did it. */
@QuarkusTest
@TestProfile(HotStatementsTest.OwnDatabase.class)
@WithTestResource(
        value = World.class,
        initArgs = {@ResourceArg(name = "database", value = "builds"), @ResourceArg(name = "explained", value = "true")
        })
class HotStatementsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String BUILDS = """
            insert into build (id, version_id, provider, organization, version, sequence, status, source_hash, source_size,
                attempt, faults, not_before, epoch, created_at, started_at, finished_at)
            select 'bld_' || i, 'ver_' || i, 'org' || i % 7 || '/many', 'org' || i % 7, '1.0.' || i, 1,
                case when i % 20 = 0 then 'queued' else 'succeeded' end, 'x', 1,
                0, 0, '2026-01-01', 0, at, case when i % 20 > 0 then at end, case when i % 20 > 0 then at end
            from (select i, timestamptz '2026-01-01' + i * interval '1 second' as at
                from generate_series(1, 10000) as i) as many""";

    private static final String LINES = """
            insert into build_log (build_id, line, time, text)
            select 'bld_' || i, line, '2026-01-01', 'compiled' from generate_series(1, 10000) as i, generate_series(1, 3) as line""";

    @Inject
    ClaimBuild claim;

    @Inject
    BuildPages pages;

    @Inject
    DatabaseContext database;

    @Inject
    Pool pool;

    Plans plans;

    public static final class OwnDatabase implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("slipway.builds.concurrency", "0");
        }
    }

    @Test
    void readNotAllBuilds() {
        pool.query(BUILDS).execute().await().atMost(PATIENCE);
        pool.query(LINES).execute().await().atMost(PATIENCE);
        pool.query("analyze").execute().await().atMost(PATIENCE);
        plans.begin();
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> pool.query("select 1").executeAndAwait() != null);
        plans.drain();

        assertFast(claim::next, "with recursive organization", "from build_log");
        assertFast(() -> Panache.withSession(() -> pages.page("bld_5", 500)), "octet_length(schemas)", ".id in");
    }

    /** A statement's plan comes before its answer. Timers' statements come in between; the pool may hold ended connections. */
    private <T> void assertFast(Supplier<Uni<T>> work, String... statements) {
        T found = database.run(work).onFailure().retry().atMost(3).await().atMost(PATIENCE);
        assertThat(found).isNotNull();
        List<TableReads> reads = plans.reads();
        for (String statement : statements) {
            assertThat(reads.stream()
                            .filter(read -> read.statement().contains(statement))
                            .toList())
                    .as("%s among %s", statement, reads)
                    .isNotEmpty()
                    .allSatisfy(read -> assertThat(read.whole()).doesNotContain("build", "build_log"));
        }
    }
}
