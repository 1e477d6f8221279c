package io.slipway.deployer.installation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.slipway.contracts.InstallationIntent.Desired;
import io.slipway.contracts.InstallationIntent.UpgradePolicy;
import io.slipway.contracts.InstallationOutcome;
import io.slipway.contracts.VersionState;
import io.slipway.contracts.VersionState.Status;
import io.slipway.contracts.VersionState.Strategy;
import io.slipway.deployer.Samples;
import io.slipway.deployer.Samples.Intent;
import io.slipway.deployer.cluster.FencedException;
import io.slipway.deployer.cluster.ModelCluster;
import io.slipway.deployer.cluster.ModelCluster.Fate;
import io.slipway.deployer.policy.Rejection;
import io.slipway.deployer.rollout.Attempt;
import io.slipway.deployer.rollout.RolloutState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One installation under random intents, versions and faults: the real reconciler over a model of the cluster and of the
 * row. Passes may be lost before they are saved, come late from an owner that was replaced, or find hours gone by.
 */
final class SimulatedInstallation {
    private static final String PROVIDER = "acme/hello";
    private static final int TURNS = 120;
    private static final int PATIENCE = 2000;

    private final Random random;
    private final Strategy strategy;
    private final TestConfig config;
    private final MovableClock clock = new MovableClock();
    private final ModelCluster cluster;
    private final Reconciler reconciler;
    private final Intent intent = new Intent("ins_1", PROVIDER, "1.0.0");
    private final List<VersionState> versions = new ArrayList<>();
    private final Set<String> failed = new HashSet<>();
    private final Set<String> allowed = new HashSet<>();
    private final List<String> told = new ArrayList<>();
    private RolloutState state = RolloutState.NEW;
    private InstallationOutcome outcome;
    private InstallationOutcome lastTold;
    private Claim late;
    private long fence;
    private int failures;
    private boolean open = true;
    private boolean unsure = true;

    SimulatedInstallation(long seed, boolean recreate, TestConfig config) {
        this.config = config;
        random = new Random(seed);
        strategy = recreate ? Strategy.recreate : Strategy.switch_;
        cluster = new ModelCluster(random, recreate);
        reconciler = new Reconciler(
                cluster,
                new ChooseTarget((id, _) -> CompletableFuture.completedFuture(access(id)), clock),
                (installation, revision, wanted) -> Optional.of(Map.of()),
                new StatusFactory(clock),
                config,
                clock);
    }

    /** @return what was told, in order */
    List<String> live() {
        publish();
        cluster.faults(0.05);
        for (int turn = 0; turn < TURNS; turn++) {
            somethingHappens();
            pass();
            time();
        }
        cluster.faults(0);
        cluster.pause(false);
        open(true);
        unsure = false;
        settle();
        if (intent.desired == Desired.present) {
            servesWhatIsWanted();
        } else {
            assertThat(cluster.images()).isEmpty();
            assertThat(told).endsWith("removed");
        }
        return told;
    }

    private void somethingHappens() {
        if (intent.desired == Desired.absent) {
            return;
        }
        switch (random.nextInt(40)) {
            case 0, 1 -> publish();
            case 2 -> byHand(anyVersion());
            case 3 -> byHand(intent.pin = anyVersion());
            case 4 -> {
                intent.pin = null;
                intent.changed();
            }
            case 5 -> {
                intent.policy = random.nextBoolean() ? UpgradePolicy.auto : UpgradePolicy.manual;
                intent.changed();
            }
            case 6 -> {
                intent.configRevision++;
                intent.changed();
            }
            case 7 -> clock.move(Duration.ofHours(3));
            case 8 -> late = claim();
            case 9 -> uninstallSeldom();
            case 10, 11 -> open(!open);
            case 12 -> cluster.meddle();
            case 13 -> cluster.pause(true);
            case 14, 15, 16 -> cluster.pause(false);
            default -> {}
        }
    }

    private void byHand(String version) {
        intent.byHand(version);
        allowed.add(version);
        failed.removeIf(key -> key.startsWith(Samples.image(PROVIDER, version) + "#"));
    }

    /** Of what is published while it is closed, only what a hand asks for may be tried. */
    private void open(boolean now) {
        open = now;
        if (open) {
            versions.forEach(version -> allowed.add(version.version()));
        }
    }

    /** The answer is missing now and then, until the end. */
    private AccessClient.Access access(String id) {
        if (unsure && random.nextInt(10) == 0) {
            throw new IllegalStateException("no answer about " + id);
        }
        return new AccessClient.Access(open, List.of());
    }

    private void uninstallSeldom() {
        if (random.nextInt(10) == 0) {
            intent.desired = Desired.absent;
            intent.changed();
        }
    }

    private void publish() {
        String version = "1.%d.0".formatted(versions.size());
        // Without a soak nobody finds out in time.
        int fates = config.soak().isZero() ? 3 : 4;
        cluster.fate(Samples.image(PROVIDER, version), Fate.values()[random.nextInt(fates)]);
        versions.add(Samples.version(PROVIDER, version, Status.published, false, null, 1, strategy));
        open(open);
    }

    /** Also one that is published only later. */
    private String anyVersion() {
        return "1.%d.0".formatted(random.nextInt(versions.size() + 1));
    }

    private void time() {
        clock.move(Duration.ofMillis(100));
        cluster.tick();
    }

    private Claim claim() {
        return new Claim(intent.id, ++fence, 0, intent.state(), state, outcome, failures, Duration.ZERO);
    }

    private Pass pass() {
        if (late != null && random.nextInt(4) == 0) {
            lateOwner();
        }
        Claim claim = claim();
        Pass pass = reconciler.reconcile(claim, List.copyOf(versions));
        if (random.nextInt(10) != 0) {
            save(pass);
        }
        return pass;
    }

    /** Whatever it does to the cluster, it may not save. */
    private void lateOwner() {
        try {
            reconciler.reconcile(late, List.copyOf(versions));
        } catch (FencedException _) {
            late = null;
        }
    }

    private void save(Pass pass) {
        checkRollouts(pass.state());
        if (pass.outcome() != null && outcome != null) {
            assertThat(pass.outcome().sequence()).isGreaterThanOrEqualTo(outcome.sequence());
        }
        state = pass.state();
        outcome = pass.outcome();
        failures = pass.failures();
        if (pass.announcement() != null) {
            tell(pass);
        }
    }

    /** Consumers take only what has a higher sequence than what they have seen. */
    private void tell(Pass pass) {
        assertThat(pass.outcome().sequence())
                .as("%s after %s", pass.announcement(), told)
                .isGreaterThan(lastTold == null ? 0 : lastTold.sequence());
        lastTold = pass.outcome();
        told.add(pass.announcement().name());
    }

    private void checkRollouts(RolloutState now) {
        Attempt attempt = now.attempt();
        if (attempt != null
                && (state.attempt() == null
                        || !attempt.id().equals(state.attempt().id()))) {
            assertThat(state.attempt()).as("a second rollout began").isNull();
            assertThat(allowed).contains(attempt.candidate().version());
            assertThat(failed)
                    .as("tried again by itself")
                    .doesNotContain(
                            key(attempt.candidate().image(), attempt.candidate().configRevision()));
        }
        for (Rejection rejection : now.rejections()) {
            assertThat(cluster.fateOf(rejection.image())).as("%s", rejection).isNotEqualTo(Fate.good);
            if (rejection.stands(intent.state())) {
                failed.add(key(rejection.image(), rejection.configRevision()));
            }
        }
    }

    private static String key(String image, int configRevision) {
        return image + "#" + configRevision;
    }

    /** Until nothing changes any more, and stays so. */
    private void settle() {
        int quiet = 0;
        for (int turn = 0; turn < PATIENCE && quiet < 30; turn++) {
            InstallationOutcome before = outcome;
            Pass pass = pass();
            boolean slow = pass.next() == null || pass.next().compareTo(config.slowInterval()) >= 0;
            quiet = slow && outcome != null && outcome.equals(before) ? quiet + 1 : 0;
            time();
        }
        assertThat(quiet).as("it does not come to rest: %s", state).isEqualTo(30);
    }

    private void servesWhatIsWanted() {
        assertThat(state.attempt()).isNull();
        String serving = state.serving() == null ? null : state.serving().image();
        assertThat(cluster.images()).isEqualTo(serving == null ? List.of() : List.of(serving));
        if (outcome.conditions().stream().anyMatch(one -> "VersionUnknown".equals(one.reason()))) {
            return;
        }
        String wanted = wanted(serving);
        if (wanted != null) {
            assertThat(serving).isEqualTo(wanted);
            assertThat(state.serving().configRevision()).isEqualTo(intent.configRevision);
        }
        assertThat(lastTold.observedGeneration())
                .as("the last intent was answered")
                .isEqualTo(intent.generation);
        assertThat(lastTold.serving()).isEqualTo(outcome.serving());
    }

    /** Null when it cannot run. */
    private String wanted(String serving) {
        if (intent.pin != null || intent.policy == UpgradePolicy.manual) {
            return goodOrNull(intent.pin == null ? intent.version : intent.pin);
        }
        int floor = number(serving == null ? intent.version : serving);
        return versions.stream()
                .map(VersionState::version)
                .map(this::goodOrNull)
                .filter(Objects::nonNull)
                .filter(image -> number(image) >= floor)
                .max(Comparator.comparingInt(SimulatedInstallation::number))
                .orElse(null);
    }

    /** The middle one of a version or an image. */
    private static int number(String text) {
        return Integer.parseInt(text.split("\\.")[1]);
    }

    private String goodOrNull(String version) {
        String image = Samples.image(PROVIDER, version);
        return cluster.fateOf(image) == Fate.good ? image : null;
    }
}
