package io.slipway.local.kubernetes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The machine's {@code kubectl}, which knows all the ways of a kubeconfig to log in. */
final class Kubectl {
    private static final String COMMAND = "kubectl";

    private final String kubeconfig;

    /** @param kubeconfig as {@code KUBECONFIG} has it: a path, or several */
    Kubectl(String kubeconfig) {
        this.kubeconfig = kubeconfig;
    }

    /** What it printed. Calls of the cluster take 10 s at most. */
    String run(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(COMMAND, "--request-timeout=10s"));
        command.addAll(List.of(arguments));
        var errors = Files.createTempFile("kubectl", ".err");
        try {
            var builder = new ProcessBuilder(command)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectError(errors.toFile());
            builder.environment().put("KUBECONFIG", kubeconfig);
            var process = start(builder);
            var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new NoClusterException(lastLine(errors));
            }
            return printed;
        } finally {
            Files.delete(errors);
        }
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new NoClusterException("kubectl is not on the PATH: install it, --cluster kubernetes needs it");
        }
    }

    private static String lastLine(Path errors) throws IOException {
        return Files.readAllLines(errors).stream()
                .filter(line -> !line.isBlank())
                .reduce("kubectl failed without a word", (_, last) -> last);
    }
}
