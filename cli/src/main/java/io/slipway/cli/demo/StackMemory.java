package io.slipway.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.slipway.cli.stack.StackFile;

/** Proportional set sizes (Linux: {@code /proc/PID/smaps_rollup}) of what belongs to a stack, in MiB. */
final class StackMemory {
    private static final Path PROC = Path.of("/proc");
    private static final long KIB_PER_MIB = 1024;

    private final Map<String, Long> kib = new TreeMap<>();

    /** Empty where the system does not tell. */
    static Map<String, Long> of(StackFile stack) {
        StackMemory memory = new StackMemory();
        memory.add("stack", stack.pid());
        stack.services()
                .properties()
                .forEach(service -> memory.add(
                        service.getKey(), service.getValue().path("pid").asLong()));
        below(stack.directory().resolve("pg")).forEach(pid -> memory.add("postgresql", pid));
        below(stack.directory().resolve("node")).forEach(pid -> memory.add("providers", pid));
        Map<String, Long> mib = new TreeMap<>();
        memory.kib.forEach((name, size) -> mib.put(name, size / KIB_PER_MIB));
        return mib;
    }

    private void add(String name, long pid) {
        try (Stream<String> lines = Files.lines(PROC.resolve(pid + "/smaps_rollup"))) {
            lines.filter(line -> line.startsWith("Pss:"))
                    .findFirst()
                    .ifPresent(line -> kib.merge(name, Long.parseLong(line.replaceAll("\\D", "")), Long::sum));
        } catch (IOException | java.io.UncheckedIOException _) {
            // It ended meanwhile, or this is no Linux.
        }
    }

    /** Processes whose working directory is in {@code directory}, as those of PostgreSQL and of providers are. */
    private static List<Long> below(Path directory) {
        List<Long> pids = new ArrayList<>();
        ProcessHandle.allProcesses().forEach(process -> {
            try {
                if (Files.readSymbolicLink(PROC.resolve(process.pid() + "/cwd")).startsWith(directory)) {
                    pids.add(process.pid());
                }
            } catch (IOException _) {
                // Another user's, or it ended.
            }
        });
        return pids;
    }
}
