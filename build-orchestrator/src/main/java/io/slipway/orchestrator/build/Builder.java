package io.slipway.orchestrator.build;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Port: makes an image and schemas of a source. Called on a thread of its own, which may block and be interrupted. */
public interface Builder {

    /**
     * Builds once.
     *
     * @param directory empty, removed afterwards
     * @param log one line for the provider's author
     * @throws Rejected the source is at fault; the same source fails again
     * @throws Unavailable somebody whom the build needs is away; tried again without limit
     * @throws IOException anything else; tried again, a few times
     */
    Built build(BuildJob job, Path directory, Consumer<String> log)
            throws Rejected, Unavailable, IOException, InterruptedException;
}
