package io.slipway.testing;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The cluster of {@code ../shared/kube}, when that is there: started by the first test that asks, for all modules and forks,
 * and left running for the next one. {@code .ci/run} ends it, if {@link #STARTED} says that a test had started it.
 */
final class KubernetesOnThisMachine {
    /** Holds the process id of the API server that a test has started. */
    static final String STARTED = "target/test-infrastructure/kubernetes.started";

    private static final Duration PATIENCE = Duration.ofMinutes(6);

    private final Path root;
    private final Map<String, String> environment;

    KubernetesOnThisMachine(Path root, Map<String, String> environment) {
        this.root = root;
        this.environment = environment;
    }

    /**
     * The admin's kubeconfig.
     *
     * @throws IllegalStateException with one line that says why there is none
     */
    String kubeconfig() {
        var script = root.resolve("../shared/kube/up").normalize();
        if (!Files.isExecutable(script)) {
            throw new IllegalStateException("KUBECONFIG is not set, and there is no " + script);
        }
        try (var channel = FileChannel.open(lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            var before = apiServer();
            var kubeconfig = lock.isValid() ? up(script) : "";
            if (!apiServer().equals(before)) {
                Files.writeString(
                        root.resolve(STARTED), Long.toString(apiServer().orElse(0L)));
            }
            return kubeconfig;
        } catch (IOException e) {
            throw new IllegalStateException(script + " cannot be run: " + e, e);
        }
    }

    private Path directory() {
        return Path.of(environment.getOrDefault("KUBE_DIR", "/tmp/kube"));
    }

    /** Beside the directory: two checkouts on one machine share the cluster. */
    private Path lockFile() {
        return directory().resolveSibling(directory().getFileName() + ".lock");
    }

    private Optional<Long> apiServer() throws IOException {
        var file = directory().resolve("kube-apiserver.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        return Optional.of(Long.parseLong(Files.readString(file).strip()))
                .filter(pid -> ProcessHandle.of(pid).isPresent());
    }

    /** Its output goes to a file: what it leaves running must not hold a pipe of this process. */
    private String up(Path script) throws IOException {
        var directory = Files.createDirectories(root.resolve(STARTED).getParent());
        var output = directory.resolve("kubernetes.out");
        var errors = directory.resolve("kubernetes.log");
        var process = new ProcessBuilder(script.toString(), "--node")
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            if (process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) && process.exitValue() == 0) {
                return lastLine(output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroy();
        throw new IllegalStateException(script + " --node failed: " + lastLine(errors));
    }

    private static String lastLine(Path file) throws IOException {
        return Files.readAllLines(file).stream().reduce("it said nothing", (_, last) -> last);
    }
}
