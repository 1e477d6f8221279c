package io.slipway.local.node.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads Linux's process table (proc(5)). Processes come and go while it reads: what is gone is simply not there. */
public final class ProcFs {
    /** The variable that every provider process inherits, its own children too. */
    public static final String TOKEN_VARIABLE = "SLIPWAY_PROCESS_TOKEN";

    private static final Path PROC = Path.of("/proc");
    private static final String LISTENING = "0A";

    /** @param startTicks clock ticks since boot */
    public record Stat(char state, long parent, long session, long startTicks) {
        boolean alive() {
            return state != 'Z' && state != 'X';
        }
    }

    /** @throws IOException when this is not Linux */
    public String bootId() throws IOException {
        return Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
    }

    public Optional<Stat> stat(long pid) {
        return read(pid, "stat").map(bytes -> {
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            // The second field is the program's name in brackets, which may itself hold blanks and brackets.
            String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
            return new Stat(
                    fields[0].charAt(0),
                    Long.parseLong(fields[1]),
                    Long.parseLong(fields[3]),
                    Long.parseLong(fields[19]));
        });
    }

    public Optional<String> token(long pid) {
        String prefix = TOKEN_VARIABLE + "=";
        return read(pid, "environ")
                .flatMap(bytes -> List.of(new String(bytes, StandardCharsets.ISO_8859_1).split("\0")).stream()
                        .filter(entry -> entry.startsWith(prefix))
                        .map(entry -> entry.substring(prefix.length()))
                        .findFirst());
    }

    /** Whether this very process still runs; a zombie does not. */
    public boolean runs(ProcessIdentity identity) {
        return stat(identity.pid())
                .filter(Stat::alive)
                .filter(stat -> stat.startTicks() == identity.startTicks())
                .isPresent();
    }

    /** {@link #runs} with boot and token compared too: what an identity read from a file must pass. */
    public boolean proves(ProcessIdentity identity, String bootId) {
        return identity.bootId().equals(bootId)
                && runs(identity)
                && token(identity.pid()).filter(identity.token()::equals).isPresent();
    }

    /** Numbers of the living processes whose token starts so. */
    public List<Long> withToken(String prefix) {
        return pids().stream()
                .filter(pid -> stat(pid).filter(Stat::alive).isPresent())
                .filter(pid -> token(pid).filter(t -> t.startsWith(prefix)).isPresent())
                .toList();
    }

    /** Whether every socket that listens on the TCP port is held by the process or by one of its session or token. */
    public boolean ownsPort(ProcessIdentity identity, int port) {
        Set<String> listening = new HashSet<>(listeningInodes("net/tcp", port));
        listening.addAll(listeningInodes("net/tcp6", port));
        if (listening.isEmpty()) {
            return false;
        }
        listening.removeAll(sockets(identity.pid()));
        if (!listening.isEmpty()) {
            family(identity).forEach(pid -> listening.removeAll(sockets(pid)));
        }
        return listening.isEmpty();
    }

    /** Its session and whoever else carries its token. */
    private List<Long> family(ProcessIdentity identity) {
        return pids().stream()
                .filter(pid ->
                        stat(pid).filter(s -> s.session() == identity.pid()).isPresent()
                                || token(pid).filter(identity.token()::equals).isPresent())
                .toList();
    }

    private static Set<String> listeningInodes(String table, int port) {
        String suffix = ":%04X".formatted(port);
        try (var lines = Files.lines(PROC.resolve(table))) {
            return Set.copyOf(lines.map(line -> line.strip().split("\\s+"))
                    .filter(f -> f.length > 9 && f[1].endsWith(suffix) && f[3].equals(LISTENING))
                    .map(f -> f[9])
                    .toList());
        } catch (IOException e) {
            return Set.of(); // no IPv6 on this machine
        }
    }

    private static Set<String> sockets(long pid) {
        Set<String> inodes = new HashSet<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(PROC.resolve(pid + "/fd"))) {
            for (Path descriptor : descriptors) {
                String target = target(descriptor);
                if (target.startsWith("socket:[")) {
                    inodes.add(target.substring("socket:[".length(), target.length() - 1));
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return inodes; // it ended meanwhile, or belongs to another user
        }
        return inodes;
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return ""; // closed meanwhile
        }
    }

    private static List<Long> pids() {
        List<Long> pids = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            processes.forEach(
                    process -> pids.add(Long.valueOf(process.getFileName().toString())));
        } catch (DirectoryIteratorException e) {
            throw new UncheckedIOException("cannot list /proc", e.getCause());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list /proc", e);
        }
        return pids;
    }

    private static Optional<byte[]> read(long pid, String file) {
        try {
            byte[] bytes = Files.readAllBytes(PROC.resolve(pid + "/" + file));
            return bytes.length == 0 ? Optional.empty() : Optional.of(bytes);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
