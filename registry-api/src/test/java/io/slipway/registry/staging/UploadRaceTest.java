package io.slipway.registry.staging;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

import jakarta.inject.Inject;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import io.slipway.registry.blob.BlobRows;
import io.slipway.registry.problem.ProblemException;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.BlobFiles;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.registry.support.Uploads;
import io.slipway.testing.Infrastructure;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

/** Many clients, and the sweeper, at once. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class UploadRaceTest {
    private static final int CLIENTS = 50;
    private static final String EXPIRE = "update upload set expires_at = now() - interval '1 second' where id = $1";

    @Inject
    UploadSweeper sweeper;

    @Inject
    UploadRows uploads;

    @Inject
    TakeUpload files;

    @Inject
    BlobRows blobs;

    @Inject
    Pool pool;

    @Test
    void fiftyClientsThatConfirmTheSameUploadMakeOneVersion() throws Exception {
        byte[] code = Packages.hello("crowd");
        Response requested = Uploads.request(Tokens.ACME, "acme/crowd", Uploads.of("1.0.0", code));
        Uploads.put(requested, "package", code);

        List<Response> answers = atOnce(number ->
                () -> Uploads.confirm(Tokens.ACME, "acme/crowd", Uploads.confirmation(requested, "1.0.0", code)));

        assertOneVersion("acme/crowd", answers);
    }

    @Test
    void fiftyClientsThatUploadTheSameSourceMakeOneVersion() throws Exception {
        byte[] code = Packages.hello("crowds");
        List<Response> requested = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            Response one = Uploads.request(Tokens.ACME, "acme/crowds", Uploads.of("1.0." + i, code));
            assertThat(Uploads.put(one, "package", code)).isEqualTo(204);
            requested.add(one);
        }

        List<Response> answers = atOnce(number -> () -> Uploads.confirm(
                Tokens.ACME, "acme/crowds", Uploads.confirmation(requested.get(number), "1.0." + number, code)));

        assertOneVersion("acme/crowds", answers);
        for (Response one : requested) {
            assertThat(BlobFiles.staged(one.path("upload_id"))).isEmpty();
        }
        assertThat(BlobFiles.now().incoming()).isEmpty();
    }

    private void assertOneVersion(String provider, List<Response> answers) {
        assertThat(answers)
                .extracting(Response::statusCode)
                .containsOnly(200, 202)
                .containsOnlyOnce(202);
        assertThat(answers)
                .extracting(answer -> answer.<String>path("id") + answer.<String>path("build_id"))
                .hasSize(CLIENTS)
                .containsOnly(answers.getFirst().<String>path("id")
                        + answers.getFirst().<String>path("build_id"));
        assertThat(count("select count(*) from version where provider = $1", provider))
                .isOne();
        assertThat(count("select count(*) from outbox where key = $1", provider))
                .as("builds that were asked for")
                .isOne();
    }

    @Test
    void whatIsNotConfirmedInTimeIsRemovedByOneOfTheReplicas() throws Exception {
        sweep();
        List<Response> late = new ArrayList<>();
        byte[] code = Packages.hello("late");
        for (int i = 0; i < 20; i++) {
            Response one = Uploads.request(Tokens.ACME, "acme/late", Uploads.of("1.0." + i, code));
            Uploads.put(one, "package", code);
            expire(one);
            late.add(one);
        }
        Response inTime = Uploads.request(Tokens.ACME, "acme/in-time", Uploads.of("1.0.0", code));
        Uploads.put(inTime, "package", code);
        Uploads.confirm(Tokens.ACME, "acme/late", Uploads.confirmation(late.getFirst(), "1.0.0", code))
                .then()
                .statusCode(410)
                .body("code", equalTo("upload_expired"));
        assertThat(Uploads.put(late.getFirst(), "package", code)).isEqualTo(410);

        List<Integer> removed = all(List.of(this::sweep, this::sweep, this::sweep));

        assertThat(removed.stream().mapToInt(Integer::intValue).sum()).isEqualTo(20);
        for (Response one : late) {
            assertThat(BlobFiles.staged(one.path("upload_id"))).isEmpty();
        }
        Uploads.confirm(Tokens.ACME, "acme/late", Uploads.confirmation(late.getFirst(), "1.0.0", code))
                .then()
                .statusCode(410);
        assertThat(count("select count(*) from upload where provider = $1", "acme/late"))
                .isZero();
        Uploads.confirm(Tokens.ACME, "acme/in-time", Uploads.confirmation(inTime, "1.0.0", code))
                .then()
                .statusCode(202);
    }

    @Test
    void aSweeperThatDiedAfterTheFilesIsFollowedByTheNext() throws Exception {
        byte[] code = Packages.hello("died");
        Response one = Uploads.request(Tokens.ACME, "acme/died", Uploads.of("1.0.0", code));
        Uploads.put(one, "package", code);
        expire(one);
        for (java.nio.file.Path file : BlobFiles.staged(one.path("upload_id"))) {
            java.nio.file.Files.delete(file);
        }

        sweep();

        assertThat(count("select count(*) from upload where provider = $1", "acme/died"))
                .isZero();
    }

    /** Either it is a version with its package, or it is gone: never a version without one. */
    @Test
    void sweepingAndConfirmingAtOnceLeavesOneOfTheTwo() throws Exception {
        for (int round = 0; round < 10; round++) {
            byte[] code = Packages.hello("both" + round);
            String number = "1.0." + round;
            Response one = Uploads.request(Tokens.ACME, "acme/both", Uploads.of(number, code));
            Uploads.put(one, "package", code);
            CyclicBarrier start = new CyclicBarrier(2);

            List<Object> outcome = all(List.of(
                    () -> {
                        start.await();
                        return Uploads.confirm(Tokens.ACME, "acme/both", Uploads.confirmation(one, number, code))
                                .statusCode();
                    },
                    () -> {
                        start.await();
                        expire(one);
                        return sweep();
                    }));

            assertThat(outcome.getFirst()).isIn(202, 409, 410);
            assertIsVersionWithItsPackage(
                    "acme/both", number, code, outcome.getFirst().equals(202));
        }
    }

    /** The same at its narrowest: all is kept, and the upload expires before it becomes a version. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoComesFirstOfTheTwoHasIt(boolean sweeperFirst) throws Exception {
        byte[] code = Packages.hello("narrow" + sweeperFirst);
        String provider = "acme/narrow-" + sweeperFirst;
        Response one = Uploads.request(Tokens.ACME, provider, Uploads.of("1.0.0", code));
        Uploads.put(one, "package", code);
        String id = one.path("upload_id");
        Upload upload = await(() -> uploads.requireAlive(id));
        ConfirmRequest request = new ConfirmRequest(
                upload.file().path(), "1.0.0", Packages.sha256(code), (long) code.length, null, null, null, null, null);
        TakeUpload.Taken taken = files.take(upload, request, "token:tok_narrow");
        await(() -> blobs.touch(taken.file()));
        files.keep(taken);
        expire(one);

        if (sweeperFirst) {
            sweep();
            assertThatThrownBy(() -> await(() -> uploads.become(id, taken.publication())))
                    .hasRootCauseInstanceOf(ProblemException.class);
        } else {
            await(() -> uploads.become(id, taken.publication()));
            sweep();
        }

        files.discard(taken);
        assertIsVersionWithItsPackage(provider, "1.0.0", code, !sweeperFirst);
    }

    private void assertIsVersionWithItsPackage(String provider, String number, byte[] code, boolean expected) {
        assertThat(count("select count(*) from version where provider || number = $1", provider + number))
                .isEqualTo(expected ? 1 : 0);
        if (expected) {
            assertThat(Api.asService()
                            .get("/internal/sources/" + Packages.sha256(code))
                            .asByteArray())
                    .isEqualTo(code);
        }
    }

    private interface Client {
        Callable<Response> number(int number);
    }

    private static List<Response> atOnce(Client client) throws Exception {
        CyclicBarrier start = new CyclicBarrier(CLIENTS);
        List<Callable<Response>> steps = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            Callable<Response> step = client.number(i);
            steps.add(() -> {
                start.await();
                return step.call();
            });
        }
        return all(steps);
    }

    private static <T> List<T> all(List<? extends Callable<? extends T>> steps) throws Exception {
        List<T> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Future<? extends T>> all = new ArrayList<>();
            for (Callable<? extends T> step : steps) {
                all.add(threads.submit(step));
            }
            for (Future<? extends T> one : all) {
                answers.add(one.get());
            }
        }
        return answers;
    }

    private Integer sweep() {
        return await(() -> sweeper.sweep());
    }

    private void expire(Response requested) {
        await(() -> pool.preparedQuery(EXPIRE).execute(Tuple.of(requested.<String>path("upload_id"))));
    }

    private long count(String sql, String parameter) {
        return await(() -> pool.preparedQuery(sql).execute(Tuple.of(parameter)))
                .iterator()
                .next()
                .getLong(0);
    }

    private static <T> T await(Supplier<Uni<T>> step) {
        try {
            return VertxContextSupport.subscribeAndAwait(step);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
