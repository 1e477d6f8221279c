package io.slipway.local.stack;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a stack is to be.
 *
 * @param home the project's root, where the services are built
 * @param apiPort 0 = the kept one, or a free one
 * @param imageRegistries that images may come from beside public ones and its own
 * @param cluster empty = the kept one, or the stack's own node
 */
record StackOptions(Path home, int apiPort, List<String> imageRegistries, Optional<ClusterKind> cluster) {
    StackOptions {
        imageRegistries = List.copyOf(imageRegistries);
    }
}
