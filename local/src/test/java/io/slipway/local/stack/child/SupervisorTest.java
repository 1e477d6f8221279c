package io.slipway.local.stack.child;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.slipway.local.stack.ConsoleFixture;
import io.slipway.local.stack.StackFailure;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SupervisorTest implements Supervisor.Listener {
    private final List<FakeChild> children = new CopyOnWriteArrayList<>();
    private final AtomicReference<StackFailure> failure = new AtomicReference<>();
    private final List<String> restarts = new CopyOnWriteArrayList<>();
    private final AtomicBoolean diskFull = new AtomicBoolean();
    private final AtomicInteger roomChecks = new AtomicInteger();
    private boolean crashesAtStart;

    private final Supervisor supervisor = new Supervisor(
            "registry-api", this::child, ConsoleFixture.silent(), Clock.systemUTC(), this, this::isDiskFull);

    private boolean isDiskFull() {
        roomChecks.incrementAndGet();
        return diskFull.get();
    }

    private Child child() {
        var child = new FakeChild(crashesAtStart);
        children.add(child);
        return child;
    }

    @Test
    void aCrashedChildIsStartedAgain() {
        supervisor.start();
        children.getFirst().end.complete("exit code 137");
        Awaitility.await().until(() -> restarts.size() == 1);
        assertThat(children).hasSize(2);
        assertThat(supervisor.child()).isSameAs(children.getLast());
        supervisor.close();
    }

    @Test
    void onAFullDiskItWaitsForRoomAndCountsNoCrash() {
        supervisor.start();
        diskFull.set(true);
        children.getFirst().end.complete("no space left on device");
        Awaitility.await().until(() -> roomChecks.get() > 3);
        assertThat(children.getFirst().stopped).isTrue();
        assertThat(children).hasSize(1);
        diskFull.set(false);
        Awaitility.await().until(() -> restarts.size() == 1);
        assertThat(children).hasSize(2);
        assertThat(failure.get()).isNull();
        supervisor.close();
    }

    @Test
    void onAFullDiskItCanBeClosed() {
        supervisor.start();
        diskFull.set(true);
        children.getFirst().end.complete("no space left on device");
        Awaitility.await().until(() -> roomChecks.get() > 1);
        supervisor.close();
        diskFull.set(false);
        assertThat(children).hasSize(1);
    }

    @Test
    void aCrashLoopIsGivenUpWithTheReason() {
        supervisor.start();
        crashesAtStart = true;
        children.getFirst().end.complete("exit code 1");
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> failure.get() != null);
        assertThat(failure.get()).hasMessageContaining("registry-api keeps crashing");
        assertThat(children).hasSize(6);
    }

    @Test
    void afterCloseNothingIsStartedAgain() {
        supervisor.start();
        supervisor.close();
        assertThat(children.getFirst().stopped).isTrue();
        assertThatThrownBy(supervisor::start).hasMessageContaining("shutting down");
        assertThat(children).hasSize(1);
    }

    @Test
    void aFirstStartThatFailsIsTheCallersToHandle() {
        crashesAtStart = true;
        assertThatThrownBy(supervisor::start).hasMessage("it did not start");
        assertThat(children).singleElement().extracting(child -> child.stopped).isEqualTo(true);
        assertThat(new ArrayList<>(restarts)).isEmpty();
    }

    @Override
    public void restarted() {
        restarts.add("restarted");
    }

    @Override
    public void gaveUp(StackFailure reason) {
        failure.set(reason);
    }

    private static final class FakeChild implements Child {
        private final CompletableFuture<String> end = new CompletableFuture<>();
        private final boolean crashesAtStart;
        private volatile boolean stopped;

        FakeChild(boolean crashesAtStart) {
            this.crashesAtStart = crashesAtStart;
        }

        @Override
        public long pid() {
            return 1;
        }

        @Override
        public CompletableFuture<String> onExit() {
            return end;
        }

        @Override
        public void awaitReady() {
            if (crashesAtStart) {
                throw new StackFailure("it did not start");
            }
        }

        @Override
        public void stop() {
            stopped = true;
            end.complete("stopped");
        }
    }
}
