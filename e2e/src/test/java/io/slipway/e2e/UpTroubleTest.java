package io.slipway.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What {@code slipway up} does when the machine does not: one line that says what to do, and nothing left half started. */
class UpTroubleTest {
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    /** The first start after a build records the AOT caches. */
    private static final Duration FIRST_START = Duration.ofMinutes(5);

    @TempDir
    private Path directory;

    @Test
    void aTakenPortIsNamedAndNotRemembered() throws Exception {
        Path data = directory.resolve("data");
        try (ServerSocket taken = listen()) {
            String port = Integer.toString(taken.getLocalPort());
            assertThat(failure(StackUnderTest.ROOT, data, 4, "--port", port))
                    .isEqualTo("slipway: port " + port
                            + " (api) of 127.0.0.1 is taken by another process: end it, or give another --port");
        }
        assertThat(data.resolve("ports.json")).doesNotExist();
    }

    @Test
    void aRememberedPortThatSomebodyTookIsNamedWithTheLineToDelete() throws Exception {
        Path data = Files.createDirectories(directory.resolve("data"));
        Path book = data.resolve("ports.json");
        try (ServerSocket taken = listen()) {
            String content = "{\"gateway\":" + taken.getLocalPort() + "}";
            Files.writeString(book, content);
            assertThat(failure(StackUnderTest.ROOT, data, 4))
                    .isEqualTo("slipway: port " + taken.getLocalPort()
                            + " (gateway) of 127.0.0.1 is taken by another process: end it, or delete its line from "
                            + book);
            assertThat(book).as("what is remembered stays so").hasContent(content);
        }
    }

    @Test
    void aFullDiskIsToldBeforeAnythingStarts() throws Exception {
        try (Tmpfs disk = Tmpfs.mount(directory.resolve("disk"), 64)) {
            disk.fill();
            assertThat(failure(StackUnderTest.ROOT, disk.directory().resolve("data"), 1))
                    .isEqualTo("slipway: only 0 MiB are free in "
                            + disk.directory().resolve("data")
                            + ", Slipway wants 256: make room, or choose another directory with --data");
        }
    }

    /** What a backup that lost files would leave. */
    @Test
    void aDamagedDatabaseIsToldWithItsLog() throws Exception {
        Path data = directory.resolve("data");
        Files.createDirectories(data.resolve("pg"));
        Files.createFile(data.resolve("pg/slipway.initialized"));
        assertThat(failure(StackUnderTest.ROOT, data, 1))
                .startsWith("slipway: PostgreSQL did not start: ")
                .endsWith("(all of it in " + data.resolve("logs/postgresql.log") + ")");
    }

    @Test
    void aServiceThatCrashesAtItsStartIsToldWithItsLog() throws Exception {
        Path data = directory.resolve("data");
        assertThat(failure(rootWithBrokenDeployer(), data, 1))
                .startsWith("slipway: deployer did not start (exit code 1): Error: ")
                .endsWith("(all of it in " + data.resolve("logs/deployer.log") + ")");
        assertThat(directory.resolve("root/deployer/target")).isDirectoryNotContaining("glob:**.partial*");
    }

    @Test
    void aStackOutlivesItsDatabaseAndAFullDisk() throws Exception {
        try (Tmpfs disk = Tmpfs.mount(directory.resolve("disk"), 400)) {
            Cli cli = new Cli(disk.directory().resolve("data"), directory);
            Path output = directory.resolve("up.out");
            Process up = cli.start(output, "up", "--data", cli.data().toString());
            try {
                await("up").atMost(FIRST_START).until(() -> {
                    assertThat(up.isAlive()).as("up runs").isTrue();
                    return Files.exists(cli.data().resolve("stack.json"));
                });
                killPostgres(cli.data());
                awaitLine(output, "PostgreSQL ended (exit code 137); starting it again");
                awaitLine(output, "PostgreSQL runs again");

                disk.fill();
                awaitLine(
                        output,
                        "Kafka ended (its disk failed), and the disk is full: it starts again when there is room");
                JsonNode error = publish(cli, 5);
                assertThat(error.path("code").asText()).isEqualTo("unavailable");

                disk.empty();
                awaitLine(output, "Kafka runs again");
                publish(cli, 0);
                cli.run("install", "acme/hello", "--config", "GREETING=ahoy", "--wait")
                        .expect(0);
            } finally {
                cli.run("down").expect(0);
                assertThat(up.waitFor(60, TimeUnit.SECONDS)).as("up ends").isTrue();
            }
            assertThat(up.exitValue()).isZero();
            assertThat(processes(cli.data())).as("processes left").isEmpty();
        }
    }

    /** The error object; of no meaning when all went well. */
    private static JsonNode publish(Cli cli, int exit) throws Exception {
        Path source = StackUnderTest.ROOT.resolve("examples/hello/1.0.0");
        Cli.Result result =
                exit == 0 ? cli.run("publish", source.toString(), "--wait") : cli.run("publish", source.toString());
        String last = result.expect(exit).errors().lines().toList().getLast();
        return exit == 0
                ? new ObjectMapper().missingNode()
                : new ObjectMapper().readTree(last).path("error");
    }

    private static void killPostgres(Path data) throws IOException {
        long pid = Long.parseLong(
                Files.readAllLines(data.resolve("pg/postmaster.pid")).getFirst());
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }

    private static void awaitLine(Path output, String line) {
        await(line).atMost(PATIENCE).until(() -> Files.readString(output).contains(line));
    }

    private static ServerSocket listen() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    /** The project as it is built, with an empty file in place of one service. */
    private Path rootWithBrokenDeployer() throws IOException {
        Path root = Files.createDirectories(directory.resolve("root"));
        for (String module : List.of("local", "registry-api", "build-orchestrator")) {
            Files.createSymbolicLink(root.resolve(module), StackUnderTest.ROOT.resolve(module));
        }
        Files.createFile(Files.createDirectories(root.resolve("deployer/target/quarkus-app"))
                .resolve("quarkus-run.jar"));
        return root;
    }

    /** The only line that a failed {@code up} writes to stderr. */
    private String failure(Path root, Path data, int exit, String... options) throws Exception {
        Path output = directory.resolve("up.out");
        List<String> arguments = new java.util.ArrayList<>(List.of("up", "--data", data.toString()));
        arguments.addAll(List.of(options));
        Process up = new Cli(data, directory).startAt(root, output, arguments.toArray(String[]::new));
        assertThat(up.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("it ends")
                .isTrue();
        List<String> errors = Files.readAllLines(Path.of(output + ".err"));
        assertThat(up.exitValue()).as("%s", errors).isEqualTo(exit);
        assertThat(errors).hasSize(1);
        assertThat(processes(data)).as("processes left").isEmpty();
        assertThat(data.resolve("stack.json")).doesNotExist();
        return errors.getFirst();
    }

    /** Everything that works on the data directory, by its arguments and its environment. */
    private static List<String> processes(Path data) {
        return ProcessHandle.allProcesses()
                .map(process -> read(process.pid(), "cmdline") + read(process.pid(), "environ"))
                .filter(text -> text.contains(data.toString()))
                .toList();
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc/" + pid, file), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }
}
