package io.slipway.deployer.cluster;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.slipway.contracts.EntityId;
import io.slipway.contracts.InstallationIntent.ResourceTier;
import io.slipway.contracts.VersionState.Strategy;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

/**
 * What {@link Cluster} promises, whatever is behind it: each adapter's test extends this and brings a cluster that can pull
 * {@link ProviderImage}.
 */
public abstract class ClusterContract {
    private static final ConditionFactory SOON =
            Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(50));
    /** A cluster gives pods their time to end, and looks again after half of it whether a namespace is empty. */
    private static final ConditionFactory GONE = SOON.atMost(Duration.ofSeconds(90));

    private static final long FENCE = 5;

    // A proxy between takes an offer of HTTP/2 for an upgrade.
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private String id;
    private String urlPath;

    protected abstract Cluster cluster();

    /** The same adapter, where nobody answers. */
    protected abstract Cluster unreachable();

    protected abstract String image();

    /** Where requests to an installation go; the path goes on after {@code urlPath}. */
    protected abstract URI url(String urlPath);

    /** Whether a process of the installation is alive, as the operating system sees it. */
    protected abstract boolean runs(String installation);

    @BeforeEach
    void name() {
        id = EntityId.create("ins_", Clock.systemUTC());
    }

    @AfterEach
    void tidy() {
        cluster().remove(id, Long.MAX_VALUE, true);
        SOON.until(() -> !runs(id));
    }

    @Test
    void anUnknownInstallationIsNothingAndMayBeEndedAgain() {
        assertThatCode(() -> {
                    cluster().stop(id, FENCE, 1);
                    cluster().unroute(at(), FENCE);
                    cluster().remove(id, FENCE, true);
                })
                .doesNotThrowAnyException();
        assertThat(cluster().route(at(), FENCE, 1)).as("routed").isFalse();
        assertThat(cluster().observe(at(), List.of())).isEqualTo(Observed.NOTHING);
        assertThat(cluster().logs(id, new LogQuery(null, null, 10))).isEqualTo(LogPage.EMPTY);
    }

    @Test
    void requestsComeOnlyWhenTheReadyRevisionIsRouted() throws Exception {
        start(1, "one");
        RevisionStatus ready = awaitReady(1);
        assertThat(cluster().observe(at(), List.of()).route()).isNull();
        assertThat(browse("").statusCode()).isIn(404, 503);

        move(1);

        assertThat(browse("").body()).isEqualTo("one");
        assertThat(cluster().observe(at(), List.of()).route()).isEqualTo(1);
        assertThat(runs(id)).isTrue();
        assertThat(ready.image()).isEqualTo(image());
        assertThat(ready.readySince()).isAfterOrEqualTo(ready.startedAt());
        assertThat(ready.restarts()).isZero();
        assertThat(cluster().logs(id, new LogQuery(1, null, 10)).items())
                .extracting(LogPage.Line::text)
                .containsExactly("hello from one");
    }

    @Test
    void aRevisionThatIsNotReadyNeverServes() throws Exception {
        serve(1, "one");
        start(2, "two", "MODE", "ill");
        SOON.until(() -> revision(2).startedAt() != null);

        assertThat(cluster().route(at(), FENCE, 2)).as("routed").isFalse();
        assertThat(cluster().route(at(), FENCE, 9))
                .as("routed to an unknown one")
                .isFalse();

        assertThat(cluster().observe(at(), List.of()).route()).isEqualTo(1);
        assertThat(browse("").body()).isEqualTo("one");
    }

    @Test
    void callsMayBeRepeatedAndANumberKeepsItsMeaning() throws Exception {
        serve(1, "one");
        RevisionStatus before = revision(1);

        serve(1, "one");
        refused(() -> start(1, "two"));

        assertThat(revision(1)).isEqualTo(before);
        assertThat(cluster().observe(at(), List.of()).revisions()).hasSize(1);
        assertThat(browse("").body()).isEqualTo("one");
    }

    @Test
    void trafficMovesAtOnceAndRequestsInFlightFinish() throws Exception {
        serve(1, "old");
        String path = urlPath;
        start(2, "new");
        awaitReady(2);
        HttpResponse<InputStream> inFlight = http.send(request("slow"), BodyHandlers.ofInputStream());

        move(2);
        cluster().stop(id, FENCE, 1);
        cluster().stop(id, FENCE, 1);

        assertThat(browse("").body()).isEqualTo("new");
        assertThat(revision(1).ending()).as("drains").isTrue();
        assertThat(new String(inFlight.body().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("old");
        awaitGone(1);
        assertThat(browse("").body()).isEqualTo("new");
        assertThat(urlPath).isEqualTo(path);
    }

    @Test
    void theServingRevisionStopsOnlyAfterItsTraffic() throws Exception {
        serve(1, "one");
        refused(() -> cluster().stop(id, FENCE, 1));
        assertThat(browse("").body()).isEqualTo("one");

        cluster().unroute(at(), FENCE);
        cluster().unroute(at(), FENCE);
        awaitSettled();

        assertThat(browse("").statusCode()).isEqualTo(503);
        cluster().stop(id, FENCE, 1);
        awaitGone(1);
    }

    @Test
    void aLateOwnerChangesNothing() throws Exception {
        serve(1, "one");
        start(2, "two");
        awaitReady(2);

        fenced(() -> cluster().start(at(), FENCE - 1, spec(3, "three")));
        fenced(() -> cluster().route(at(), FENCE - 1, 2));
        fenced(() -> cluster().unroute(at(), FENCE - 1));
        fenced(() -> cluster().stop(id, FENCE - 1, 2));
        fenced(() -> cluster().remove(id, FENCE - 1, true));

        assertThat(browse("").body()).isEqualTo("one");
        assertThat(cluster().observe(at(), List.of()).revisions())
                .extracting(RevisionStatus::number, RevisionStatus::ready)
                .containsExactly(tuple(1, true), tuple(2, true));
        cluster().remove(id, FENCE + 1, true);
        GONE.until(() -> cluster().observe(at(), List.of()).nothing());
        fenced(() -> start(4, "after the end"));
    }

    @Test
    void aCrashIsShownWithTheLastOutput() {
        start(1, "it", "MODE", "crash");
        SOON.untilAsserted(() -> {
            assertThat(revision(1).phase()).isEqualTo(RevisionStatus.Phase.crashed);
            assertThat(revision(1).restarts()).isPositive();
        });

        assertThat(revision(1).exitCode()).isEqualTo(7);
        assertThat(revision(1).lastOutput()).contains("hello from it", "about to fail");
        assertThat(cluster().route(at(), FENCE, 1)).isFalse();
    }

    @Test
    void aServingProviderThatDiesComesBackAtTheSameUrl() throws Exception {
        serve(1, "again");
        assertThat(browse("exit").statusCode()).isIn(500, 502);

        SOON.until(() -> browse("").body().equals("again"));

        // Who started it again may say so later than it answers.
        SOON.untilAsserted(() -> assertThat(revision(1).restarts()).isEqualTo(1));
        assertThat(cluster().observe(at(), List.of()).route()).isEqualTo(1);
    }

    @Test
    void anImageThatIsNotThereStalls() {
        RevisionSpec spec = spec(1, "nothing");
        String missing = image().replaceAll("@.*", "@sha256:" + "0".repeat(64));
        cluster()
                .start(
                        at(),
                        FENCE,
                        new RevisionSpec(
                                1,
                                spec.version(),
                                missing,
                                1,
                                spec.tier(),
                                spec.strategy(),
                                spec.port(),
                                spec.data(),
                                spec.health(),
                                spec.environment()));
        SOON.untilAsserted(() -> assertThat(revision(1).stalled()).contains("404"));
        assertThat(revision(1).restarts()).isZero();
    }

    @Test
    void theOutputIsReadOnFromWhereOneStopped() {
        serve(1, "one");
        start(2, "two");
        awaitReady(2);

        LogPage first = cluster().logs(id, new LogQuery(null, null, 1));
        LogPage rest = cluster().logs(id, new LogQuery(null, first.next(), 10));

        assertThat(first.items()).extracting(LogPage.Line::text).containsExactly("hello from one");
        assertThat(rest.items()).extracting(LogPage.Line::text).containsExactly("hello from two");
        assertThat(cluster().logs(id, new LogQuery(2, null, 10)).items())
                .extracting(LogPage.Line::revision)
                .containsExactly(2);
    }

    @Test
    void removalTakesEverythingAndTheDataWhenAsked() throws Exception {
        serve(1, "one");
        browse("keep");
        cluster().remove(id, FENCE, false);
        cluster().remove(id, FENCE, false);
        awaitNothing();

        serve(2, "two");
        assertThat(browse("kept").body()).isEqualTo("true");
        cluster().remove(id, FENCE, true);
        awaitNothing();

        serve(3, "three");
        assertThat(browse("kept").body()).isEqualTo("false");
    }

    /** Nobody asks twice: what is gone cannot be seen to have left data. */
    @Test
    void oneCallDeletesTheDataOfWhatHasGone() throws Exception {
        serve(1, "one");
        browse("keep");
        cluster().remove(id, FENCE, false);
        awaitNothing();

        cluster().remove(id, FENCE, true);

        awaitNothing();
        serve(2, "two");
        assertThat(browse("kept").body()).isEqualTo("false");
    }

    @Test
    void whatCannotBeAskedSaysSo() {
        cluster().check();
        refused(unreachable()::check);
        refused(() -> unreachable().observe(at(), List.of()));
        refused(() -> unreachable().start(at(), FENCE, spec(1, "one")));
    }

    private void serve(int number, String greeting) {
        start(number, greeting);
        awaitReady(number);
        move(number);
    }

    /** Requests go there, and nowhere else, as soon as the cluster says that it has settled. */
    private void move(int number) {
        assertThat(cluster().route(at(), FENCE, number)).as("routed").isTrue();
        awaitSettled();
    }

    private void awaitSettled() {
        SOON.until(() -> cluster().observe(at(), List.of()).settled());
    }

    private void start(int number, String greeting, String... variables) {
        cluster().start(at(), FENCE, spec(number, greeting, variables));
        urlPath = cluster().observe(at(), List.of()).urlPath();
    }

    private Placement at() {
        return new Placement(id, "acme", "default", "acme/hello");
    }

    private RevisionSpec spec(int number, String greeting, String... variables) {
        Map<String, String> environment = new HashMap<>(Map.of("GREETING", greeting));
        for (int i = 0; i < variables.length; i += 2) {
            environment.put(variables[i], variables[i + 1]);
        }
        return new RevisionSpec(
                number,
                "1.0.0",
                image(),
                1,
                ResourceTier.standard,
                Strategy.switch_,
                8080,
                true,
                "/healthz",
                environment);
    }

    private RevisionStatus revision(int number) {
        return cluster().observe(at(), List.of()).revision(number).orElseThrow();
    }

    private RevisionStatus awaitReady(int number) {
        SOON.untilAsserted(() -> assertThat(revision(number)).matches(RevisionStatus::ready, "ready"));
        return revision(number);
    }

    private void awaitGone(int number) {
        SOON.until(() -> cluster().observe(at(), List.of()).revision(number).isEmpty());
    }

    private void awaitNothing() throws Exception {
        GONE.untilAsserted(() -> assertThat(cluster().observe(at(), List.of())).isEqualTo(Observed.NOTHING));
        assertThat(runs(id)).as("a process of it is left").isFalse();
        assertThat(browse("").statusCode()).isIn(404, 503);
        assertThat(cluster().logs(id, new LogQuery(null, null, 10))).isEqualTo(LogPage.EMPTY);
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(url(urlPath + path))
                .timeout(Duration.ofSeconds(10))
                .build();
    }

    private HttpResponse<String> browse(String path) throws Exception {
        return http.send(request(path), BodyHandlers.ofString());
    }

    private static void refused(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(ClusterException.class).isNotInstanceOf(FencedException.class);
    }

    private static void fenced(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(FencedException.class);
    }
}
