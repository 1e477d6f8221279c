package io.slipway.deployer.version;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.slipway.contracts.VersionState;
import io.slipway.contracts.VersionState.Status;
import io.slipway.contracts.VersionState.Strategy;
import io.slipway.contracts.VersionState.Yank;
import io.slipway.deployer.Samples;
import io.slipway.deployer.Samples.Intent;
import io.slipway.deployer.installation.Peers;
import io.slipway.deployer.policy.Candidates;
import io.slipway.deployer.policy.Dropped;
import io.slipway.deployer.policy.PolicyInput;
import io.slipway.deployer.policy.Rejection;
import io.slipway.deployer.policy.Rejections;
import io.slipway.deployer.policy.Release;
import io.slipway.deployer.policy.UpgradePolicy;
import io.slipway.deployer.transaction.Transactions;
import io.slipway.outbox.EventJson;
import io.slipway.testing.Infrastructure;
import io.smallrye.mutiny.Multi;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Few of many versions are loaded, and the choice among them is the choice among all. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "deployer"))
@WithTestResource(Peers.class)
class CandidateStoreTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> RANGES =
            List.of("", "^1", "~2.1", ">=1.2 <3", "2.x || 7.x", "*", ">9", "<=0.4.2", "1.2.3-rc.1 - 2");

    @Inject
    CandidateStore candidates;

    @Inject
    VersionStore versions;

    @Inject
    Transactions transactions;

    @Inject
    Pool pool;

    private final Random random = new Random(7);

    @Test
    void theChoiceIsAsAmongAll() {
        for (String scheme : List.of("semver", "calendar")) {
            for (boolean active : List.of(false, true)) {
                String provider = "acme/many-" + scheme + active;
                List<VersionState> all = known(provider, scheme.equals("calendar"), active);
                for (int i = 0; i < 150; i++) {
                    assertSameChoice(provider, all);
                }
            }
        }
    }

    @Test
    void fewOfManyAreLoaded() {
        String provider = "acme/very-many";
        List<VersionState> all = IntStream.range(0, 1_000)
                .mapToObj(i -> Samples.version(
                        provider,
                        "1.%d.%d".formatted(i / 100, i % 100),
                        i % 3 == 0 ? Status.failed : Status.published,
                        false,
                        null))
                .toList();
        learn(all);
        Intent intent = new Intent("ins_1", provider, "1.0.1");
        Release current = Release.of(all.get(1));
        assertThat(load(new PolicyInput(intent.state(), all, Rejections.NONE, current)))
                .extracting(VersionState::version)
                .containsExactlyInAnyOrder("1.0.1", "1.9.98");

        intent.range = "1.3.x";
        List<Rejection> rejected = all.stream()
                .filter(version -> version.version().startsWith("1.3.") && version.image() != null)
                .skip(10)
                .map(CandidateStoreTest::rejected)
                .toList();
        PolicyInput far = new PolicyInput(intent.state(), all, new Rejections(rejected, Map.of()), current);
        assertThat(load(far)).hasSizeLessThan(10);
        assertThat(UpgradePolicy.choose(with(far, load(far)))).isEqualTo(UpgradePolicy.choose(far));
    }

    @Test
    void whatAReplicaOfAnOlderBuildLeftBehindIsCaughtUpWith() {
        String provider = "acme/upgraded";
        VersionState built = Samples.version(provider, "1.1.0", Status.published, true, null, 2, Strategy.switch_);
        learn(List.of(
                Samples.version(provider, "1.0.0"), Samples.version(provider, "1.1.0", Status.building, false, null)));
        PolicyInput input =
                new PolicyInput(new Intent("ins_1", provider, "1.0.0").state(), List.of(), Rejections.NONE, null);
        pool.preparedQuery("update known_version set sequence = 2, state = $2 where id = $1")
                .execute(Tuple.of(provider + "@1.1.0", EventJson.write(built)))
                .await()
                .atMost(PATIENCE);
        assertThat(load(input)).extracting(VersionState::version).containsExactly("1.0.0");

        assertThat(learned(built)).as("heard again").isTrue();

        assertThat(load(input)).extracting(VersionState::version).containsExactlyInAnyOrder("1.0.0", "1.1.0");
        assertThat(learned(built)).as("and again").isFalse();
        assertThat(learned(Samples.version(provider, "1.1.0", Status.building, false, null)))
                .as("older")
                .isFalse();
    }

    private boolean learned(VersionState version) {
        return transactions.run(() -> versions.learn(version)).await().atMost(PATIENCE);
    }

    private void assertSameChoice(String provider, List<VersionState> all) {
        PolicyInput input = input(provider, all);
        assertThat(UpgradePolicy.choose(with(input, load(input))))
                .as("%s", input.intent())
                .isEqualTo(UpgradePolicy.choose(input));
    }

    private PolicyInput input(String provider, List<VersionState> all) {
        Intent intent = new Intent("ins_1", provider, any(all).version());
        intent.range = random.nextBoolean() ? null : RANGES.get(random.nextInt(RANGES.size()));
        intent.pin = random.nextInt(8) == 0 ? any(all).version() : null;
        intent.policy = random.nextInt(8) == 0
                ? io.slipway.contracts.InstallationIntent.UpgradePolicy.manual
                : io.slipway.contracts.InstallationIntent.UpgradePolicy.auto;
        List<VersionState> good = all.stream().filter(UpgradePolicy::good).toList();
        int share = random.nextInt(3);
        List<Rejection> rejections = good.stream()
                .filter(_ -> random.nextInt(3) < share)
                .map(CandidateStoreTest::rejected)
                .toList();
        Release current =
                switch (random.nextInt(3)) {
                    case 0 -> null;
                    case 1 -> Release.of(any(good));
                    default ->
                        all.stream()
                                .filter(version -> version.yank() != null)
                                .findAny()
                                .map(Release::of)
                                .orElseThrow();
                };
        Map<Integer, Dropped> dropped =
                random.nextInt(3) == 0 ? Map.of(1, new Dropped(any(good).version(), random.nextInt(2))) : Map.of();
        return new PolicyInput(intent.state(), all, new Rejections(rejections, dropped), current);
    }

    private List<VersionState> load(PolicyInput input) {
        Candidates wanted = Candidates.of(
                input.intent(),
                input.rejections(),
                input.current() == null ? null : input.current().version(),
                null);
        return transactions.run(() -> candidates.of(wanted)).await().atMost(PATIENCE);
    }

    private static PolicyInput with(PolicyInput input, List<VersionState> few) {
        return new PolicyInput(input.intent(), few, input.rejections(), input.current());
    }

    /** Of all kinds; more than a page of them. */
    private List<VersionState> known(String provider, boolean calendar, boolean active) {
        List<VersionState> all = new ArrayList<>();
        List<String> texts = random.ints(3 * CandidateStore.PAGE, 0, 10_000)
                .mapToObj(i -> calendar ? calendar(i) : semver(i))
                .distinct()
                .toList();
        for (String text : texts) {
            Status status = Status.values()[random.nextInt(12) < 9 ? 1 : random.nextInt(4)];
            Yank yank = status == Status.yanked ? new Yank(Yank.Level.values()[random.nextInt(3)], "leaks") : null;
            boolean isActive = active && text.equals(texts.get(texts.size() / 2));
            all.add(Samples.version(provider, text, status, isActive, yank, 1, Strategy.switch_));
        }
        learn(all);
        return all;
    }

    private static String calendar(int i) {
        return "20%02d.%02d.%02d-%06d".formatted(i % 30, i % 12 + 1, i % 28 + 1, i % 24 * 10_000 + i % 60);
    }

    /** Build metadata may hold dashes; such versions are no pre-releases. */
    private String semver(int i) {
        String core = "%d.%d.%d".formatted(i % 12, i / 12 % 30, i / 360);
        return switch (random.nextInt(8)) {
            case 0 -> core + "-rc." + i % 3;
            case 1 -> core + "+b-" + i % 7;
            case 2 -> core + "-rc.1+b";
            default -> core;
        };
    }

    private void learn(List<VersionState> all) {
        transactions
                .run(() -> Multi.createFrom()
                        .iterable(all)
                        .onItem()
                        .transformToUniAndConcatenate(versions::learn)
                        .collect()
                        .last())
                .await()
                .atMost(PATIENCE);
    }

    private <T> T any(List<T> items) {
        return items.get(random.nextInt(items.size()));
    }

    private static Rejection rejected(VersionState version) {
        return new Rejection(version.version(), version.image(), 1, 1, "CrashLoop", Samples.T0);
    }
}
