package io.slipway.cli.stack;

import java.util.List;
import java.util.Optional;

import picocli.CommandLine.Option;

/** Where the providers of a stack run. */
public final class ClusterOptions {
    /** In lower case, as it is typed. */
    enum Kind {
        local,
        kubernetes
    }

    @Option(
            names = "--cluster",
            paramLabel = "local|kubernetes",
            description =
                    "Where providers run: as processes of this machine (the default), or as pods of the cluster that KUBECONFIG"
                            + " names, one of whose nodes has to be this machine. Kept for later starts.")
    private Optional<Kind> cluster = Optional.empty();

    /** As the stack's process takes them. */
    public List<String> options() {
        return cluster.map(kind -> List.of("--cluster", kind.name())).orElse(List.of());
    }
}
