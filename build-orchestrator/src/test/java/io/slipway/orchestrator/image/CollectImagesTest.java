package io.slipway.orchestrator.image;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import jakarta.inject.Inject;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.slipway.contracts.VersionState;
import io.slipway.contracts.VersionState.Status;
import io.slipway.orchestrator.Versions;
import io.slipway.orchestrator.World;
import io.slipway.orchestrator.image.Collected.Fate;
import io.slipway.orchestrator.version.ApplyVersion;
import io.slipway.outbox.context.DatabaseContext;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.mutiny.sqlclient.Tuple;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

/** Which images go, on real rows; the registry of the stack, which deletes nothing, and one that does. */
@QuarkusTest
@TestProfile(CollectImagesTest.NoWorker.class)
@WithTestResource(value = World.class, initArgs = @ResourceArg(name = "database", value = "images"))
class CollectImagesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String HELLO = "providers/acme/hello";
    private static final String WAITING = """
            select from pg_locks where locktype = 'advisory' and not granted
              and database = (select oid from pg_database where datname = current_database())""";
    private static final String SOURCE = "a".repeat(64);

    @Inject
    CollectImages embedded;

    @Inject
    MeterRegistry metrics;

    @Inject
    ApplyVersion versions;

    @Inject
    DatabaseContext database;

    @Inject
    GarbageRows rows;

    @Inject
    CollectConfig config;

    @Inject
    Clock clock;

    @Inject
    Pool pool;

    private final DeletingRegistry registry = new DeletingRegistry();
    private CollectImages images;
    private long sequence;

    public static class NoWorker implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("slipway.builds.concurrency", "0");
        }
    }

    @BeforeEach
    void empty() {
        await(pool.query("truncate build, build_log, version_seen, outbox").execute());
        images = new CollectImages(
                new CollectImage(pool, rows, new OciRegistry(registry), config, clock),
                config,
                new SimpleMeterRegistry());
    }

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void theImageOfASupersededBuildGoesAndTheReleasedOneStays() {
        build("1.0.0", "bld_Old", SOURCE);
        tell("1.0.0", Status.failed, "bld_Old", SOURCE);
        pushed("bld_Old", "1", Duration.ofHours(25));
        build("1.0.0", "bld_New", "b".repeat(64));
        pushed("bld_New", "2", Duration.ofHours(25));
        tell("1.0.0", Status.published, "bld_New", "b".repeat(64));

        assertThat(sweep()).containsExactly(tuple("bld_Old", Fate.removed));

        assertThat(registry.tags).containsOnly(entry(HELLO + ":bld_new", image("2")));
        assertThat(sweep()).as("looked at once").isEmpty();
    }

    @Test
    void aBuildThatCountsIsNotLookedAtAgainUntilItsVersionChanges() {
        build("1.0.0", "bld_Good", SOURCE);
        pushed("bld_Good", "1", Duration.ofHours(25));
        tell("1.0.0", Status.published, "bld_Good", SOURCE);
        assertThat(unmarked()).isEqualTo(1);
        assertThat(sweep()).isEmpty();
        assertThat(unmarked()).isZero();

        tell("1.0.0", Status.failed, "bld_Good", SOURCE);

        assertThat(unmarked()).isEqualTo(1);
        assertThat(sweep()).containsExactly(tuple("bld_Good", Fate.removed));
    }

    @Test
    void theSameDigestInAReleasedVersionSparesIt() {
        build("1.0.0", "bld_Bad", SOURCE);
        tell("1.0.0", Status.failed, "bld_Bad", SOURCE);
        pushed("bld_Bad", "1", Duration.ofHours(25));
        build("1.0.1", "bld_Good", SOURCE);
        pushed("bld_Good", "1", Duration.ofHours(25));
        tell("1.0.1", Status.yanked, "bld_Good", SOURCE);

        assertThat(sweep()).containsExactly(tuple("bld_Bad", Fate.spared));
        assertThat(registry.tags).containsValue(image("1"));
    }

    @Test
    void aBuildOfTheSameSourceThatHasNotEndedHoldsIt() {
        build("1.0.0", "bld_Bad", SOURCE);
        tell("1.0.0", Status.failed, "bld_Bad", SOURCE);
        pushed("bld_Bad", "1", Duration.ofHours(25));
        build("1.0.1", "bld_Next", SOURCE);

        assertThat(sweep()).containsExactly(tuple("bld_Bad", Fate.held));
        assertThat(registry.tags).containsValue(image("1"));

        tell("1.0.1", Status.failed, "bld_Next", SOURCE);
        assertThat(sweep()).containsExactly(tuple("bld_Bad", Fate.removed));
    }

    /** An image that was built, and a version that was made of that very image. */
    @Test
    void aCopyOfTheSameImageSparesItAlsoWhileItIsMade() {
        build("1.0.0", "bld_Bad", SOURCE);
        tell("1.0.0", Status.failed, "bld_Bad", SOURCE);
        pushed("bld_Bad", "1", Duration.ofHours(25));
        build("2.0.0", "bld_Copy", image("1").substring(image("1").indexOf('@') + 1));

        assertThat(sweep()).containsExactly(tuple("bld_Bad", Fate.held));
        pushed("bld_Copy", "1", Duration.ofHours(25));
        tell("2.0.0", Status.published, "bld_Copy", SOURCE);
        assertThat(sweep()).containsExactly(tuple("bld_Bad", Fate.spared));
        assertThat(registry.tags).containsValue(image("1"));
    }

    @Test
    void aCancelledBuildThatPushedNeverthelessIsFoundByItsTag() {
        build("1.0.0", "bld_Cut", SOURCE);
        tell("1.0.0", Status.failed, "bld_Cut", SOURCE);
        ended("bld_Cut", Duration.ofHours(25));
        registry.tags.put(HELLO + ":bld_cut", image("7"));
        build("1.0.1", "bld_Nothing", "c".repeat(64));
        tell("1.0.1", Status.failed, "bld_Nothing", "c".repeat(64));
        ended("bld_Nothing", Duration.ofHours(25));

        assertThat(sweep()).containsExactly(tuple("bld_Cut", Fate.removed), tuple("bld_Nothing", Fate.absent));
        assertThat(registry.tags).isEmpty();
    }

    @Test
    void nothingGoesWithinTheGraceOrOfAVersionThatWasNeverHeardOf() {
        build("1.0.0", "bld_Young", SOURCE);
        tell("1.0.0", Status.failed, "bld_Young", SOURCE);
        pushed("bld_Young", "1", Duration.ofHours(23));
        build("1.0.1", "bld_Foreign", "b".repeat(64));
        pushed("bld_Foreign", "2", Duration.ofHours(25));
        await(pool.query("delete from version_seen where build_id = 'bld_Foreign'")
                .execute());

        assertThat(sweep()).isEmpty();
    }

    @Test
    void whileTheRegistryDoesNotSayNothingIsDecided() {
        build("1.0.0", "bld_Old", SOURCE);
        tell("1.0.0", Status.failed, "bld_Old", SOURCE);
        pushed("bld_Old", "1", Duration.ofHours(25));

        registry.status = 503;
        assertThatThrownBy(this::sweep).hasMessageContaining("503");
        registry.status = 405;
        assertThat(sweep()).containsExactly(tuple("bld_Old", Fate.refused));
        registry.status = 0;
        assertThat(sweep()).containsExactly(tuple("bld_Old", Fate.removed));
    }

    @Test
    void theEmbeddedRegistryRefusesAndThatIsShown() {
        build("1.0.0", "bld_Old", SOURCE);
        tell("1.0.0", Status.failed, "bld_Old", SOURCE);
        pushed("bld_Old", "1", Duration.ofHours(25));

        assertThat(await(embedded.sweep())).extracting(Collected::fate).containsExactly(Fate.refused);

        assertThat(metrics.get("slipway.images.collection.refused").gauge().value())
                .isEqualTo(1);
    }

    @Test
    void aBuildOfTheSameSourceIsNotQueuedWhileItsImageIsBeingDeleted() {
        GarbageRows.Garbage garbage = new GarbageRows.Garbage("bld_1", "acme/hello", null, SOURCE);
        SqlConnection connection = await(pool.getConnection());
        Transaction deletion = await(connection.begin());
        await(rows.isOpen(connection, garbage.provider(), garbage.source()));

        CompletableFuture<Boolean> queued = database.run(
                        () -> versions.apply(version("1.0.0", Status.building, "bld_2", SOURCE)))
                .subscribeAsCompletionStage();
        try {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> await(pool.query(WAITING).execute()).size() == 1);
            assertThat(queued).isNotDone();
        } finally {
            await(deletion.commit());
            await(connection.close());
        }
        assertThat(queued).succeedsWithin(PATIENCE).isEqualTo(true);
    }

    /** Their sources differ in what else they say: a transformer, perhaps. */
    @Test
    void anImageThatTwoPackagesNameIsSparedForTheOther() {
        build("1.0.0", "bld_Bad", SOURCE);
        tell("1.0.0", Status.failed, "bld_Bad", SOURCE);
        pushed("bld_Bad", "1", Duration.ofHours(25));
        build("1.0.1", "bld_Good", "b".repeat(64));
        await(pool.query("update build set image_source = 'sha256:" + "1".repeat(64) + "'")
                .execute());

        assertThat(sweep()).as("it may push the same").containsExactly(tuple("bld_Bad", Fate.held));

        pushed("bld_Good", "1", Duration.ofHours(25));
        tell("1.0.1", Status.published, "bld_Good", "b".repeat(64));
        assertThat(sweep()).containsExactly(tuple("bld_Bad", Fate.spared));
    }

    private List<org.assertj.core.groups.Tuple> sweep() {
        return await(images.sweep()).stream()
                .map(collected -> tuple(collected.buildId(), collected.fate()))
                .toList();
    }

    private long unmarked() {
        return await(pool.query("select count(*) from build where not counts").execute())
                .iterator()
                .next()
                .getLong(0);
    }

    private void build(String number, String id, String source) {
        tell(number, Status.building, id, source);
    }

    private void tell(String number, Status status, String buildId, String source) {
        assertThat(await(database.run(() -> versions.apply(version(number, status, buildId, source)))))
                .isNotNull();
    }

    private VersionState version(String number, Status status, String buildId, String source) {
        return Versions.of("acme/hello", number, status, buildId, ++sequence, source, 1, null);
    }

    /** The build has this result, whatever its version thinks of it. */
    private void pushed(String buildId, String digest, Duration ago) {
        ended(buildId, ago);
        await(pool.preparedQuery("update build set image = $2, status = 'succeeded' where id = $1")
                .execute(Tuple.of(buildId, image(digest))));
        registry.tags.put(HELLO + ":" + buildId.toLowerCase(Locale.ROOT), image(digest));
    }

    private void ended(String buildId, Duration ago) {
        await(pool.preparedQuery(
                        "update build set status = 'failed', finished_at = now() - make_interval(secs => $2) where id = $1")
                .execute(Tuple.of(buildId, (double) ago.toSeconds())));
    }

    private static String image(String digit) {
        return HELLO + "@sha256:" + digit.repeat(64);
    }

    private static <T> T await(Uni<T> work) {
        return work.await().atMost(PATIENCE);
    }
}
