package io.slipway.local.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

import io.slipway.local.gateway.RouteTable;
import io.slipway.local.node.image.ImageStore;
import io.slipway.local.node.image.RegistryClient;
import io.slipway.local.node.process.Ports;
import io.slipway.local.node.process.ProcFs;
import io.slipway.local.node.process.Processes;
import io.slipway.local.node.state.InstallationFiles;
import io.slipway.local.node.state.InstallationRecord;
import io.slipway.local.node.state.NodeKey;
import io.slipway.local.node.state.RevisionSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class RevisionRunnerTest {
    @TempDir
    private Path directory;

    private final AtomicBoolean faulty = new AtomicBoolean();
    private TestImages images;
    private Installation installation;

    @BeforeEach
    void install() throws Exception {
        images = TestImages.shared();
        installation = new Installation(tools(), InstallationRecord.empty("ins_faults"));
    }

    @AfterEach
    void end() throws InterruptedException {
        faulty.set(false);
        installation.shutdown();
        installation.awaitEnd();
    }

    @Test
    void aFaultThatNobodyExpectsIsAStallAndTheProcessIsWatchedOn() throws Exception {
        installation.put(1, 1, spec());
        awaitStatus(Phase.ready);
        long pid = status().pid();

        faulty.set(true);
        await().atMost(NodeClient.PATIENCE)
                .untilAsserted(() -> assertThat(status().stalled()).contains("/proc is gone"));
        assertThat(status().phase()).isEqualTo(Phase.ready);

        faulty.set(false);
        await().atMost(NodeClient.PATIENCE).until(() -> status().stalled() == null);
        assertThat(status().pid()).as("the same process").isEqualTo(pid);

        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        await().atMost(NodeClient.PATIENCE).until(() -> status().restarts() == 1);
        awaitStatus(Phase.ready);
    }

    @Test
    void whatStallsSoCanBeRemoved() throws Exception {
        installation.put(1, 1, spec());
        awaitStatus(Phase.ready);
        faulty.set(true);
        await().atMost(NodeClient.PATIENCE).until(() -> status().stalled() != null);
        installation.remove(1, true);
        await().atMost(NodeClient.PATIENCE).until(() -> installation.status().isEmpty());
    }

    private RevisionStatus status() {
        return installation.status().orElseThrow().revisions().getFirst();
    }

    private void awaitStatus(Phase phase) {
        await().atMost(NodeClient.PATIENCE).until(() -> status().phase() == phase);
    }

    private RevisionSpec spec() {
        return new RevisionSpec(images.provider(), List.of(), Map.of(), null, null, null, 50, 1000, 0);
    }

    private Tools tools() throws IOException {
        HttpClient http = HttpClient.newHttpClient();
        ProcFs procFs = new ProcFs();
        Processes processes = new Processes(procFs);
        return new Tools(
                "node",
                directory,
                Clock.systemUTC(),
                new InstallationFiles(directory.resolve("installations"), NodeKey.open(directory.resolve("node.key"))),
                new ImageStore(
                        directory.resolve("images"),
                        new RegistryClient(http, images.access()),
                        Clock.systemUTC(),
                        processes.bootId()),
                processes,
                new Ports(Set.of()),
                new HealthProbe(HttpClient.newBuilder().proxy(new Fault()).build(), procFs),
                new RouteTable());
    }

    /** Every probe asks it, and meets what reading the process table may throw. */
    private final class Fault extends ProxySelector {
        @Override
        public List<Proxy> select(URI uri) {
            if (faulty.get()) {
                throw new UncheckedIOException(new IOException("/proc is gone"));
            }
            return List.of(Proxy.NO_PROXY);
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failure) {
            // Nobody asks for it.
        }
    }
}
