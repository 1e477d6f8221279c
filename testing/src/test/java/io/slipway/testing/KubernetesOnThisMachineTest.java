package io.slipway.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KubernetesOnThisMachineTest {
    /** Any process that lives. */
    private static final long SERVER = ProcessHandle.current().pid();

    @TempDir
    private Path directory;

    @Test
    void whatATestHasStartedIsWrittenDown() throws IOException {
        var kubernetes = scripted("echo %d >%s; echo /there/admin.conf".formatted(SERVER, pidFile()));

        assertThat(kubernetes.kubeconfig()).isEqualTo("/there/admin.conf");
        assertThat(directory.resolve("checkout").resolve(KubernetesOnThisMachine.STARTED))
                .hasContent(Long.toString(SERVER));
    }

    @Test
    void whatRanBeforeIsNobodysToEnd() throws IOException {
        var kubernetes = scripted("echo /there/admin.conf");
        Files.writeString(pidFile(), SERVER + "\n");

        assertThat(kubernetes.kubeconfig()).isEqualTo("/there/admin.conf");
        assertThat(directory.resolve("checkout").resolve(KubernetesOnThisMachine.STARTED))
                .doesNotExist();
    }

    @Test
    void aScriptThatFailsSaysWhy() throws IOException {
        var kubernetes = scripted("echo 'kube: node did not come up' >&2; exit 1");

        assertThatThrownBy(kubernetes::kubeconfig).hasMessageContaining("kube: node did not come up");
    }

    @Test
    void withoutTheScriptThereIsNone() {
        var kubernetes = new KubernetesOnThisMachine(directory.resolve("checkout"), Map.of());

        assertThatThrownBy(kubernetes::kubeconfig).hasMessageContaining("KUBECONFIG is not set");
    }

    private Path pidFile() {
        return directory.resolve("kube/kube-apiserver.pid");
    }

    private KubernetesOnThisMachine scripted(String body) throws IOException {
        var checkout = Files.createDirectories(directory.resolve("checkout"));
        Files.createDirectories(directory.resolve("kube"));
        var script = Files.createDirectories(directory.resolve("shared/kube")).resolve("up");
        Files.writeString(script, "#!/bin/sh\n" + body + "\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return new KubernetesOnThisMachine(
                checkout, Map.of("KUBE_DIR", directory.resolve("kube").toString()));
    }
}
