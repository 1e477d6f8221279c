package io.slipway.orchestrator.build;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.slipway.contracts.BuildState;
import io.slipway.contracts.VersionState;
import io.slipway.orchestrator.Versions;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BuildTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Built BUILT = new Built("providers/acme/hello@sha256:1", List.of());

    private final Build build =
            Build.queue(Versions.of("acme/hello", "1.0.0", VersionState.Status.building, "bld_1"), T0);

    @Test
    void goesFromQueuedOverRunningToSucceeded() {
        assertThat(build.state().status()).isEqualTo(BuildState.Status.queued);

        build.start("a", T0.plusSeconds(1), LEASE);
        build.succeed(1, BUILT, T0.plusSeconds(2));

        BuildState state = build.state();
        assertThat(state.status()).isEqualTo(BuildState.Status.succeeded);
        assertThat(state.sequence()).isEqualTo(3);
        assertThat(state.attempt()).isEqualTo(1);
        assertThat(state.image()).isEqualTo(BUILT.image());
        assertThat(state.startedAt()).isEqualTo(T0.plusSeconds(1));
        assertThat(state.finishedAt()).isEqualTo(T0.plusSeconds(2));
    }

    @Test
    void aHeldBuildIsNotStartedAgain() {
        build.start("a", T0, LEASE);

        assertThatIllegalStateException().isThrownBy(() -> build.start("b", T0.plusSeconds(29), LEASE));
    }

    @Test
    void anAbandonedBuildIsTakenOverAndTheFirstResultRefused() {
        build.start("a", T0, LEASE);
        build.start("b", T0.plus(LEASE), LEASE);

        assertThat(build.faults).as("a worker died over it").isEqualTo(1);
        assertThatThrownBy(() -> build.succeed(1, BUILT, T0)).isInstanceOf(LeaseLost.class);
        assertThatThrownBy(() -> build.fail(1, "x", "y", T0)).isInstanceOf(LeaseLost.class);
        assertThatThrownBy(() -> build.postpone(1, T0, true)).isInstanceOf(LeaseLost.class);
        build.succeed(2, BUILT, T0);
        assertThat(build.state().attempt()).isEqualTo(2);
    }

    @Test
    void postponedGoesBackIntoTheQueue() {
        build.start("a", T0, LEASE);
        build.postpone(1, T0.plusSeconds(5), false);

        assertThat(build.state().status()).isEqualTo(BuildState.Status.queued);
        assertThat(build.notBefore).isEqualTo(T0.plusSeconds(5));
        assertThat(build.faults).isZero();
        assertThat(build.leaseUntil).isNull();
    }

    @Test
    void cancelledTakesTheLeaseAwayFromItsWorker() {
        build.start("a", T0, LEASE);
        build.cancel("cancelled", "no", T0);

        assertThatThrownBy(() -> build.succeed(1, BUILT, T0)).isInstanceOf(LeaseLost.class);
        assertThat(build.state().errorCode()).isEqualTo("cancelled");
    }

    @Test
    void whyItFailedCanBeStored() {
        build.start("a", T0, LEASE);
        build.fail(1, "infrastructure", "line\nwith\0and \u001b[2J", T0);

        assertThat(build.state().errorMessage()).isEqualTo("line\nwith\\u0000and \\u001b[2J");
    }

    @Test
    void theEndIsFinal() {
        build.start("a", T0, LEASE);
        build.fail(1, "schema_invalid", "x", T0);

        assertThatIllegalStateException().isThrownBy(() -> build.cancel("cancelled", "no", T0));
        assertThatIllegalStateException().isThrownBy(() -> build.start("a", T0, LEASE));
    }
}
