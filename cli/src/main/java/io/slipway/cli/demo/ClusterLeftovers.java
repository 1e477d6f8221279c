package io.slipway.cli.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import io.slipway.cli.console.Console;
import io.slipway.cli.console.Json;
import io.slipway.cli.stack.StackFile;

/**
 * What the demo made in a cluster. Its installations are gone by then, with their namespaces; what a failed demo left is in
 * namespaces that begin with its stack's own prefix, and so is what the deployer keeps for itself.
 */
record ClusterLeftovers(String kubeconfig, String prefix) {
    /** Empty when its providers did not run in a cluster. */
    static Optional<ClusterLeftovers> of(StackFile stack) {
        return stack.kubernetes()
                .map(cluster ->
                        new ClusterLeftovers(Json.text(cluster, "kubeconfig"), Json.text(cluster, "namespace_prefix")));
    }

    /** Tells what could not be removed, and how it is by hand. Returns when it is gone, or after two minutes. */
    void remove(Console console) {
        try {
            List<String> namespaces = kubectl("get", "namespaces", "-o", "name")
                    .lines()
                    .filter(ours())
                    .toList();
            if (!namespaces.isEmpty()) {
                List<String> delete = new ArrayList<>(List.of("delete", "--timeout=2m", "--ignore-not-found"));
                delete.addAll(namespaces);
                kubectl(delete.toArray(String[]::new));
            }
        } catch (IOException e) {
            console.progress("the cluster may hold namespaces that begin with " + prefix + ": " + e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Predicate<String> ours() {
        String own = "namespace/" + prefix;
        return name -> name.equals(own) || name.startsWith(own + "-");
    }

    private String kubectl(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kubectl", "--kubeconfig=" + kubeconfig));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(printed.strip());
        }
        return printed;
    }
}
