package io.slipway.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.providerpackage.PackageException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Kills what can be killed at its worst moment. After each fault the end state is the one without it ({@link EndState}),
 * and no request to a healthy installation failed that did not have to.
 */
class FaultsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration CANCELLED_WITHIN = Duration.ofSeconds(5);
    private static final Duration BROKER_AWAY = Duration.ofSeconds(20);

    @TempDir
    private static Path directory;

    private static StackUnderTest stack;
    private static EventLog events;
    private static EndState endState;

    private Story acme;
    private Load load;

    @BeforeAll
    static void up() throws IOException {
        stack = StackUnderTest.start(directory.resolve("data"));
        events = stack.events();
        endState = new EndState(stack, events);
    }

    @AfterAll
    static void down() throws InterruptedException {
        if (events == null) {
            return; // it did not start
        }
        events.close();
        stack.close();
        assertThat(stack.providers())
                .as("provider processes after the shutdown")
                .isEmpty();
    }

    @BeforeEach
    void provider(TestInfo test) {
        String name = test.getTestMethod().orElseThrow().getName().toLowerCase(java.util.Locale.ROOT);
        acme = new Story(stack.as("acme"), "acme/" + name.substring(0, Math.min(30, name.length())), directory);
    }

    /** What each test starts with: 1.0.0 runs, and requests come without a pause from now on. */
    private void healthy(ProviderSource source, String policy) throws IOException, PackageException {
        acme.publish(source).awaitPublished(source.version()).install(policy).awaitServing(source.version());
        load = new Load(acme.url());
    }

    /** What holds after every fault. */
    @AfterEach
    void nothingIsLostDoubledOrStuck() throws InterruptedException {
        load.close();
        assertThat(load.failures()).as("of %s requests", load.requests()).isEmpty();
        endState.check(acme);
        acme.api().uninstall(acme.provider()).expect(202);
        await("uninstalled")
                .atMost(PATIENCE)
                .until(() -> acme.api().installed(acme.provider()).status() == 404);
        endState.noProviderRuns();
        endState.quiet();
    }

    @Test
    void builderKilledInTheMiddleOfABuild() throws Exception {
        healthy(ProviderSource.good("1.0.0"), "auto");
        acme.publish(ProviderSource.good("1.1.0").withBallast(40_000_000, new Random(1)));
        await("the build runs")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> acme.buildRuns("1.1.0"));
        stack.kill("build-orchestrator");
        acme.awaitPublished("1.1.0").awaitServing("1.1.0");
        JsonNode version = acme.version("1.1.0");
        assertThat(version.path("image_url").asText()).contains("@sha256:");
        assertHappenedOnce("io.slipway.version.released.v1", acme.provider() + "@1.1.0");
        assertHappenedOnce(
                "io.slipway.build.succeeded.v1", version.path("build_id").asText());
    }

    /** From the request to the end of the row and of the thread, whose result nobody takes any more. */
    @Test
    void cancelStopsARunningBuild() throws Exception {
        healthy(ProviderSource.good("1.0.0"), "auto");
        acme.publish(ProviderSource.good("1.1.0").withToil(80_000_000, new Random(1)));
        await("the build runs")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> acme.buildRuns("1.1.0"));
        String build = acme.version("1.1.0").path("build_id").asText();

        long asked = System.nanoTime();
        acme.api()
                .post("/providers/" + acme.provider() + "/versions/1.1.0/cancel", "")
                .expect(200);

        await("stopped")
                .atMost(CANCELLED_WITHIN.minusNanos(System.nanoTime() - asked))
                .until(() -> stack.logged("build-orchestrator", "build " + build + ": result of claim"));
        assertThat(stack.query("build-orchestrator", "select error_code from build where id = '" + build + "'"))
                .containsExactly("cancelled");
        assertThat(stack.query("build-orchestrator", "select text from build_log where build_id = '" + build + "'"))
                .as("it did not just end by itself")
                .noneMatch(line -> line.startsWith("Built "));
        assertThat(acme.version("1.1.0").path("status").asText()).isEqualTo("failed");
    }

    @Test
    void registryKilledAfterItsCommitBeforeTheRelay() throws Exception {
        healthy(ProviderSource.good("1.0.0"), "auto");
        stack.stopKafka();
        acme.publish(ProviderSource.good("1.1.0"));
        stack.kill("registry-api");
        stack.startKafka();
        acme.awaitServing("1.1.0");
        assertHappenedOnce("io.slipway.version.published.v1", acme.provider() + "@1.1.0");
    }

    @Test
    void deployerKilledBetweenUpAndMoved() throws Exception {
        healthy(ProviderSource.good("1.0.0"), "auto");
        String id = acme.installation().path("id").asText();
        acme.publish(ProviderSource.good("1.1.0"));
        await("new revision up, traffic not moved")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> NodeState.isBetweenUpAndMoved(stack.node(id)));
        stack.kill("deployer");
        acme.awaitServing("1.1.0");
        assertHappenedOnce("io.slipway.version.released.v1", acme.provider() + "@1.1.0");
    }

    /** The gateway dies with the node: only here requests have to fail, until it is back. */
    @Test
    void nodeKilledWhileProvidersRun() throws Exception {
        healthy(ProviderSource.good("1.0.0"), "auto");
        String url = acme.url();
        long provider = acme.answer().path("pid").asLong();
        load.close();
        stack.killStack();
        assertThat(ProcessHandle.of(provider))
                .as("the provider outlives its node")
                .isPresent();
        stack.up();
        acme = new Story(stack.as("acme"), acme.provider(), directory);
        acme.awaitServing("1.0.0");
        assertThat(acme.url()).isEqualTo(url);
        assertThat(acme.answer().path("pid").asLong())
                .as("adopted, not doubled")
                .isEqualTo(provider);
        load = new Load(url);
        acme.publish(ProviderSource.good("1.1.0")).awaitServing("1.1.0");
    }

    @Test
    void kafkaAwayDuringAPublishAndAnUpgrade() throws Exception {
        healthy(ProviderSource.good("1.0.0"), "manual");
        acme.publish(ProviderSource.good("1.1.0")).awaitPublished("1.1.0");
        stack.stopKafka();
        acme.publish(ProviderSource.good("1.2.0"));
        acme.api()
                .post("/providers/installed/" + acme.provider() + "/upgrade", "{\"version\":\"1.1.0\"}")
                .expect(202);
        await("the broker is away for a while")
                .atMost(PATIENCE)
                .pollDelay(BROKER_AWAY)
                .until(() -> true);
        stack.startKafka();
        acme.awaitServing("1.1.0").awaitPublished("1.2.0");
        assertHappenedOnce("io.slipway.version.published.v1", acme.provider() + "@1.2.0");
        assertHappenedOnce("io.slipway.version.released.v1", acme.provider() + "@1.2.0");
    }

    @Test
    void postgresKilled() throws Exception {
        postgresEndsDuringWork("KILL");
    }

    @Test
    void postgresRestartedInOrder() throws Exception {
        postgresEndsDuringWork("INT");
    }

    private void postgresEndsDuringWork(String signal) throws Exception {
        healthy(ProviderSource.good("1.0.0"), "auto");
        List<Long> before = stack.postmasters();
        acme.publish(ProviderSource.good("1.1.0"));
        stack.signalPostgres(signal);
        acme.publishWhenever(ProviderSource.good("1.2.0"))
                .awaitPublished("1.2.0")
                .awaitServing("1.2.0");
        assertThat(stack.postmasters()).as("another process").doesNotContainAnyElementsOf(before);
        assertHappenedOnce("io.slipway.version.released.v1", acme.provider() + "@1.2.0");
    }

    /** First the consumer lives on and notices by itself, then one is started anew; no comparison is due for minutes. */
    @Test
    void topicDeletedAfterTheTellingBeforeTheHearing() throws Exception {
        healthy(ProviderSource.good("1.0.0"), "auto");
        deletedWhileStopped(
                "deployer", () -> acme.publish(ProviderSource.good("1.1.0")).awaitPublished("1.1.0"));
        stack.signal("CONT", "deployer");
        acme.awaitServing("1.1.0");

        deletedWhileStopped("build-orchestrator", () -> acme.publish(ProviderSource.good("1.2.0")));
        stack.kill("build-orchestrator");
        acme.awaitServing("1.2.0");
        JsonNode services =
                acme.api().post("/ops/resync", "").expect(200).body().path("services");
        assertThat(services).hasSize(3).allSatisfy(service -> assertThat(
                        service.path("compared").asInt())
                .as("%s", service)
                .isPositive());
    }

    /** Loses what the telling tells before the service, which stays stopped, can hear it. */
    private static void deletedWhileStopped(String service, Callable<Story> telling) throws Exception {
        stack.signal("STOP", service);
        try {
            telling.call();
            endState.allHeard("registry-api");
            stack.deleteTopic("slipway.versions");
        } catch (Exception | AssertionError e) {
            stack.kill(service);
            throw e;
        }
    }

    @Test
    @EnabledIf(
            value = "io.slipway.e2e.CompiledProvider#canBeMade",
            disabledReason = "a C compiler (cc) and a static C library are not on this machine")
    void compiledProviderKilled() throws Exception {
        healthy(ProviderSource.compiled("1.0.0"), "auto");
        load.close();
        long pid = acme.answer().path("pid").asLong();
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        await("started again")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> acme.answer().path("pid").asLong() != pid);
        acme.awaitServing("1.0.0");
        load = new Load(acme.url());
        acme.publish(ProviderSource.compiled("1.1.0")).awaitServing("1.1.0");
    }

    private static void assertHappenedOnce(String type, String subject) {
        await(type + " of " + subject).atMost(PATIENCE).untilAsserted(() -> assertThat(
                        EventOrder.count(events.events(), type, subject))
                .isEqualTo(1));
    }
}
