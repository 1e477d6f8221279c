package io.slipway.local.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ClusterAccessTest {
    @TempDir
    private Path directory;

    @Test
    void noClusterIsTakenThatWasNotNamed() {
        assertThatThrownBy(() -> ClusterAccess.open(Map.of("HOME", directory.toString())))
                .isInstanceOf(NoClusterException.class)
                .hasMessageStartingWith("KUBECONFIG is not set");
    }

    @Test
    void aClusterThatDoesNotAnswerIsSaid() throws IOException {
        needKubectl();
        var kubeconfig = Files.writeString(directory.resolve("config"), """
                apiVersion: v1
                kind: Config
                clusters: [{name: local, cluster: {server: "https://127.0.0.1:1"}}]
                users: [{name: admin, user: {token: none}}]
                contexts: [{name: local, context: {cluster: local, user: admin}}]
                current-context: local
                """);

        assertThatThrownBy(() -> ClusterAccess.open(Map.of("KUBECONFIG", kubeconfig.toString())))
                .isInstanceOf(NoClusterException.class)
                .hasMessageContainingAll("does not answer", "127.0.0.1:1");
    }

    @Test
    void aFileThatIsNotThereIsSaid() {
        needKubectl();
        assertThatThrownBy(() -> ClusterAccess.open(
                        Map.of("KUBECONFIG", directory.resolve("nowhere").toString())))
                .isInstanceOf(NoClusterException.class)
                .hasMessageContainingAll("nowhere", "names no cluster");
    }

    @Test
    void nodesMustBeReadyAndHere() {
        assertThatThrownBy(() -> ClusterAccess.mustRunWhatIsBuiltHere(List.of()))
                .hasMessageContaining("no node that is ready");
        assertThatThrownBy(() -> ClusterAccess.mustRunWhatIsBuiltHere(List.of("False 127.0.0.1")))
                .hasMessageContaining("no node that is ready");
        assertThatThrownBy(() -> ClusterAccess.mustRunWhatIsBuiltHere(List.of("True 203.0.113.9", "True ")))
                .hasMessageContaining("no node of the cluster is this machine");
        assertThatCode(() -> ClusterAccess.mustRunWhatIsBuiltHere(List.of("False 203.0.113.9", "True 127.0.0.1")))
                .doesNotThrowAnyException();
    }

    private static void needKubectl() {
        var there = List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(path -> Files.isExecutable(Path.of(path, "kubectl")));
        Assumptions.assumeTrue(there, "kubectl is not on the PATH");
    }
}
