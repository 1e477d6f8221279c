package io.slipway.registry.version;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

import jakarta.inject.Inject;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.slipway.registry.blob.BlobRows;
import io.slipway.registry.blob.BlobStore;
import io.slipway.registry.blob.BlobSweeper;
import io.slipway.registry.blob.ReceivedBlob;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.provider.ProviderNames;
import io.slipway.registry.support.BlobFiles;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.testing.Infrastructure;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Packages that lay unused for long are published again in the moment in which the sweeper takes them. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class PublishSweepRaceTest {
    private static final Caller PUBLISHER = new Caller(null, "acme", Set.of(), "token", null, null, null);
    private static final int ROUNDS = 40;
    private static final int PUBLISHERS = 4;
    private static final int SWEEPERS = 2;
    private static final String OLD = "update blob set touched_at = now() - interval '25 hours' where sha256 = $1";
    private static final String SOURCES = "select source_hash from version where provider = 'acme/raced'";

    @Inject
    BlobRows rows;

    @Inject
    BlobStore store;

    @Inject
    BlobSweeper sweeper;

    @Inject
    InspectPackage inspect;

    @Inject
    PublishVersion publish;

    @Inject
    Pool pool;

    @Test
    void everyVersionKeepsItsPackage() throws Exception {
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            for (int round = 0; round < ROUNDS; round++) {
                race(threads, round);
            }
        }
        assertThat(sources()).hasSize(ROUNDS * PUBLISHERS);
        for (String source : sources()) {
            try (InputStream kept = store.open(source)) {
                assertThat(Packages.sha256(kept.readAllBytes())).isEqualTo(source);
            }
        }
    }

    private void race(ExecutorService threads, int round) throws Exception {
        List<Callable<?>> steps = new ArrayList<>();
        for (int publisher = 0; publisher < PUBLISHERS; publisher++) {
            steps.add(publication("1." + round + "." + publisher));
        }
        for (int i = 0; i < SWEEPERS; i++) {
            steps.add(() -> await(() -> sweeper.sweep()));
        }
        steps.add(PublishSweepRaceTest::assertThatWhatIsThereIsWhole);
        CyclicBarrier start = new CyclicBarrier(steps.size());
        List<Future<Object>> all = new ArrayList<>();
        for (Callable<?> step : steps) {
            all.add(threads.submit(() -> {
                start.await();
                return step.call();
            }));
        }
        for (Future<Object> one : all) {
            one.get();
        }
    }

    /** A package that lies there, old and without a version, and its publication under this number. */
    private Callable<Published> publication(String version) throws Exception {
        byte[] code = Packages.hello(version);
        ReceivedBlob unused = store.receive(new ByteArrayInputStream(code), code.length);
        await(() -> rows.touch(unused));
        store.keep(unused);
        await(() -> pool.preparedQuery(OLD).execute(Tuple.of(unused.sha256())));
        ReceivedBlob again = store.receive(new ByteArrayInputStream(code), code.length);
        Publication publication = inspect.inspect(
                ProviderNames.given("acme", "raced"), PublishForm.of(Map.of("version", version)), again, "token");
        return () -> await(() -> publish.publish(PUBLISHER, publication, again, null));
    }

    private static Integer assertThatWhatIsThereIsWhole() throws IOException {
        for (Path file : BlobFiles.now().kept()) {
            try {
                assertThat(Packages.sha256(Files.readAllBytes(file)))
                        .isEqualTo(file.getFileName().toString());
            } catch (NoSuchFileException e) {
                // Swept since it was listed.
            }
        }
        return null;
    }

    private List<String> sources() {
        return StreamSupport.stream(await(() -> pool.query(SOURCES).execute()).spliterator(), false)
                .map(row -> row.getString(0))
                .toList();
    }

    private static <T> T await(Supplier<Uni<T>> step) {
        try {
            return VertxContextSupport.subscribeAndAwait(step);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
