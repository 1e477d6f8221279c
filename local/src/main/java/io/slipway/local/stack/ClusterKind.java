package io.slipway.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/** Where a stack's providers run. In lower case, as {@code --cluster} takes it. */
enum ClusterKind {
    /** As processes of this machine, by the stack's own node. */
    local,
    /** As pods of the cluster that {@code KUBECONFIG} names. */
    kubernetes;

    private static final String FILE = "cluster";

    /**
     * What a data directory was begun with stays: what is installed runs there.
     *
     * @throws StackFailure when the other one is asked for
     */
    static ClusterKind of(StackDirectory directory, Optional<ClusterKind> given) throws IOException {
        var kept = kept(directory);
        if (kept.isPresent() && given.isPresent() && kept.get() != given.get()) {
            throw new StackFailure("what is installed in " + directory.root() + " runs on --cluster " + kept.get()
                    + ": leave the option out, or choose another directory with --data");
        }
        return kept.or(() -> given).orElse(local);
    }

    private static Optional<ClusterKind> kept(StackDirectory directory) throws IOException {
        var file = directory.file(FILE);
        if (Files.exists(file)) {
            return Optional.of(valueOf(Files.readString(file).strip()));
        }
        // Of before there was a choice.
        return Files.exists(directory.file("ports.json")) ? Optional.of(local) : Optional.empty();
    }

    void keep(StackDirectory directory) throws IOException {
        PrivateFiles.write(directory.file(FILE), name() + "\n");
    }
}
