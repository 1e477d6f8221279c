package io.slipway.deployer.installation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.slipway.contracts.InstallationIntent.Desired;
import io.slipway.contracts.InstallationOutcome.Condition;
import io.slipway.contracts.InstallationOutcome.Phase;
import io.slipway.deployer.Samples.Intent;
import io.slipway.deployer.cluster.Cluster;
import io.slipway.deployer.cluster.ClusterException;
import io.slipway.deployer.cluster.LogPage;
import io.slipway.deployer.cluster.LogQuery;
import io.slipway.deployer.cluster.Observed;
import io.slipway.deployer.cluster.Placement;
import io.slipway.deployer.cluster.RevisionSpec;
import io.slipway.deployer.rollout.RolloutState;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** When an uninstall is recorded though nobody knows what became of what ran. */
class ForcedUninstallTest {
    private static final int LAST = TestConfig.DEFAULT.forceAfter() - 1;

    private final Away cluster = new Away();
    private final MovableClock clock = new MovableClock();
    private final Intent intent = new Intent("ins_1", "acme/hello", "1.0.0");
    private final Reconciler reconciler = new Reconciler(
            cluster,
            new ChooseTarget(
                    (_, _) -> CompletableFuture.completedFuture(new AccessClient.Access(true, List.of())), clock),
            (installation, revision, wanted) -> Optional.of(Map.of()),
            new StatusFactory(clock),
            TestConfig.DEFAULT,
            clock);

    @Test
    void aClusterThatStaysAwayIsGivenUp() {
        uninstall(true);

        Pass pass = look(LAST);

        assertThat(pass.state().removed()).isTrue();
        assertThat(pass.announcement()).isEqualTo(Announcement.removed);
        assertThat(pass.next()).isNull();
        assertThat(pass.outcome().phase()).isEqualTo(Phase.removed);
        assertThat(pass.outcome().observedGeneration()).isEqualTo(intent.generation);
        Condition first = pass.outcome().conditions().getFirst();
        assertThat(first.type() + first.status() + first.reason()).isEqualTo("StalledTrueClusterUnreachable");
        assertThat(first.message()).contains("may be there still", "ins_1");
    }

    @Test
    void butNotAtOnce() {
        uninstall(true);
        assertWaits(look(LAST - 1));
    }

    @Test
    void norWithoutForce() {
        uninstall(false);
        assertWaits(look(LAST));
    }

    @Test
    void norWhenItAnswers() {
        cluster.answers = true;
        uninstall(true);
        assertWaits(look(LAST));
    }

    @Test
    void norWhatIsWanted() {
        intent.force = true;
        assertWaits(look(LAST));
    }

    private void uninstall(boolean force) {
        intent.desired = Desired.absent;
        intent.force = force;
        intent.changed();
    }

    private Pass look(int failures) {
        Claim claim = new Claim("ins_1", 1, 0, intent.state(), RolloutState.NEW, null, failures, Duration.ZERO);
        return reconciler.reconcile(claim, List.of());
    }

    private static void assertWaits(Pass pass) {
        assertThat(pass.state().removed()).isFalse();
        assertThat(pass.announcement()).isNull();
        assertThat(pass.next()).isPositive();
    }

    /** A cluster that cannot be asked, or that answers and does nothing of what it is asked for. */
    private static final class Away implements Cluster {
        private boolean answers;

        @Override
        public Observed observe(Placement placement, List<RevisionSpec> remembered) {
            throw new ClusterException("it is away");
        }

        @Override
        public void start(Placement placement, long fence, RevisionSpec revision) {
            throw new ClusterException("it is away");
        }

        @Override
        public boolean route(Placement placement, long fence, int revision) {
            throw new ClusterException("it is away");
        }

        @Override
        public void unroute(Placement placement, long fence) {
            throw new ClusterException("it is away");
        }

        @Override
        public void stop(String installation, long fence, int revision) {
            throw new ClusterException("it is away");
        }

        @Override
        public void remove(String installation, long fence, boolean deleteData) {
            throw new ClusterException("it is away");
        }

        @Override
        public LogPage logs(String installation, LogQuery query) {
            throw new ClusterException("it is away");
        }

        @Override
        public void check() {
            if (!answers) {
                throw new ClusterException("it is away");
            }
        }
    }
}
