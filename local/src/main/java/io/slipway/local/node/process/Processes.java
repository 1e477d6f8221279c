package io.slipway.local.node.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Starts provider processes, each in a session of its own, and ends them with all that they started. */
public final class Processes {
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration KILL_LIMIT = Duration.ofSeconds(5);
    private static final Duration ORPHAN_GRACE = Duration.ofSeconds(2);

    private final ProcFs procFs;
    private final String bootId;
    private final boolean sessions;

    /** @throws IOException when this is not Linux */
    public Processes(ProcFs procFs) throws IOException {
        this.procFs = procFs;
        this.bootId = procFs.bootId();
        this.sessions = List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).stream()
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "setsid")));
    }

    public ProcFs procFs() {
        return procFs;
    }

    public String bootId() {
        return bootId;
    }

    /** A process that this one started, or one that it found running. */
    public record Running(ProcessIdentity identity, Process child) {}

    /**
     * Without {@code setsid} the process stays in the node's session: a Ctrl-C on the terminal then reaches it too, and
     * it is ended by its token alone.
     *
     * @param output the file that gets what it prints, also after this process is gone
     */
    public Running start(Command command, String token, Path output) throws IOException {
        List<String> line = new ArrayList<>();
        if (sessions) {
            line.add("setsid");
        }
        line.addAll(command.line());
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(command.directory().toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().clear();
        builder.environment().putAll(command.environment());
        builder.environment().put(ProcFs.TOKEN_VARIABLE, token);
        Process child = builder.start();
        long ticks = procFs.stat(child.pid()).map(ProcFs.Stat::startTicks).orElse(0L);
        return new Running(new ProcessIdentity(bootId, child.pid(), ticks, token), child);
    }

    /** SIGTERM to the group, and SIGKILL to whatever of it is left when the time is over. */
    public void end(ProcessIdentity identity, Duration grace) throws IOException, InterruptedException {
        if (procFs.runs(identity)) {
            Signals.send("TERM", targets(identity));
            await(() -> !procFs.runs(identity), grace);
        }
        sweep(identity.token());
    }

    /** Kills what carries the token: children that outlived their parent, or left its group. */
    public void sweep(String token) throws IOException, InterruptedException {
        Signals.send("KILL", procFs.withToken(token));
        await(() -> procFs.withToken(token).isEmpty(), KILL_LIMIT);
    }

    /** Ends the processes of this node that no wanted revision stands for. */
    public List<Long> endOrphans(String nodeId, Set<String> wantedTokens) throws IOException, InterruptedException {
        List<Long> orphans = orphans(nodeId, wantedTokens);
        if (orphans.isEmpty()) {
            return orphans;
        }
        Signals.send("TERM", orphans);
        await(() -> orphans(nodeId, wantedTokens).isEmpty(), ORPHAN_GRACE);
        Signals.send("KILL", orphans(nodeId, wantedTokens));
        return orphans;
    }

    private List<Long> orphans(String nodeId, Set<String> wantedTokens) {
        return procFs.withToken(nodeId + ".").stream()
                .filter(pid -> procFs.token(pid).filter(wantedTokens::contains).isEmpty())
                .toList();
    }

    private List<Long> targets(ProcessIdentity identity) {
        boolean leads = procFs.stat(identity.pid())
                .filter(stat -> stat.session() == identity.pid())
                .isPresent();
        return leads ? List.of(-identity.pid()) : List.of(identity.pid());
    }

    private static void await(java.util.function.BooleanSupplier condition, Duration limit)
            throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            Thread.sleep(POLL);
        }
    }
}
