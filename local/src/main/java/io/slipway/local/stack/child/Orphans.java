package io.slipway.local.stack.child;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Children that a killed stack left running. They are found by a token in their environment, not by a pid alone. */
public final class Orphans {
    /** Marks a process as ours. */
    public static final String TOKEN_VARIABLE = "STACK_TOKEN";

    private static final Duration GRACE = Duration.ofSeconds(5);

    private final String token;

    public Orphans(String token) {
        this.token = token;
    }

    /** Ends them, with SIGKILL after 5 s, and returns how many there were. */
    public int end() {
        var orphans = find();
        orphans.forEach(ProcessHandle::destroy);
        for (var orphan : orphans) {
            orphan.onExit()
                    .completeOnTimeout(null, GRACE.toMillis(), TimeUnit.MILLISECONDS)
                    .thenCompose(ended -> kill(orphan))
                    .join();
        }
        return orphans.size();
    }

    private static CompletableFuture<ProcessHandle> kill(ProcessHandle orphan) {
        orphan.destroyForcibly();
        return orphan.onExit();
    }

    List<ProcessHandle> find() {
        var self = ProcessHandle.current().pid();
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != self)
                .filter(this::isOurs)
                .toList();
    }

    private boolean isOurs(ProcessHandle process) {
        try {
            var environment = Files.readString(
                    Path.of("/proc", Long.toString(process.pid()), "environ"), StandardCharsets.ISO_8859_1);
            return List.of(environment.split("\0")).contains(TOKEN_VARIABLE + "=" + token);
        } catch (IOException e) {
            // Gone in the meantime, or another user's.
            return false;
        }
    }
}
