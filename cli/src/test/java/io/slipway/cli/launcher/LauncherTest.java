package io.slipway.cli.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The {@code slipway} script itself; only Maven and the JDKs are stand-ins. */
class LauncherTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String CLI = "contracts,provider-package,cli";
    private static final String STACK =
            CLI + ",outbound,oci,embedded,secret,outbox,testing,local,registry-api,build-orchestrator,deployer";

    @TempDir
    private Path directory;

    private Checkout checkout;

    @BeforeEach
    void checkout() throws IOException {
        checkout = Checkout.in(directory);
    }

    /** It builds without tests; modules that name a jar of another one's tests must find it nevertheless. */
    @Test
    void jarsOfTestsAreMadeAlsoWithoutTests() throws IOException {
        Path root = Path.of(System.getProperty("slipway.root", ".."));
        try (Stream<Path> modules = Files.list(root)) {
            List<String> makers = modules.map(module -> module.resolve("pom.xml"))
                    .filter(Files::exists)
                    .map(LauncherTest::text)
                    .filter(pom -> pom.contains("<goal>test-jar</goal>"))
                    .toList();
            assertThat(makers).isNotEmpty().allSatisfy(pom -> assertThat(pom).contains("<skip>false</skip>"));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void withoutAJdkItSaysWhatToDo() throws Exception {
        var result = checkout.run("", "providers");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.output()).isEmpty();
        assertThat(result.errors().lines())
                .containsExactly(
                        "slipway: no JDK 25 found in JAVA_HOME, on PATH or in the usual places.",
                        "slipway: install one (https://adoptium.net, or your package manager) or set JAVA_HOME to it,"
                                + " then try again.");
        assertThat(checkout.builds()).isEmpty();
    }

    @Test
    void anOlderJavaHomeAndWhatLacksACompilerArePassedOver() throws Exception {
        var old = checkout.jdk("old", "17.0.12");
        Files.delete(checkout.jdk("jdks/z-jre", "25.0.1").resolve("bin/javac"));
        var wanted = checkout.jdk("jdks/a", "25.0.3");
        assertThat(checkout.run(old.toString(), "providers").output()).isEqualTo(wanted + "\n");
        Files.delete(wanted.resolve("release"));
        assertThat(checkout.run(old.toString(), "providers").exit()).isEqualTo(1);
    }

    @Test
    void javaHomeComesFirstThenThePath() throws Exception {
        checkout.jdk("jdks/a", "25.0.3");
        var onPath = checkout.jdk("on-path", "25");
        Files.createSymbolicLink(checkout.path("bin/java"), onPath.resolve("bin/java"));
        var home = checkout.jdk("home", "25.0.1");
        assertThat(checkout.run(home.toString(), "providers").output()).isEqualTo(home + "\n");
        assertThat(checkout.run("", "providers").output()).isEqualTo(onPath + "\n");
    }

    @Test
    void buildsWhatIsMissingAndOnlyThat() throws Exception {
        checkout.jdk("jdks/a", "25.0.3");
        for (String command : new String[] {"providers", "versions", "up", "demo", "providers"}) {
            assertThat(checkout.run("", command).exit()).as(command).isZero();
        }
        assertThat(checkout.builds()).containsExactly(CLI, STACK);
        Files.delete(checkout.path("root/deployer/target/quarkus-app/quarkus-run.jar"));
        checkout.run("", "providers");
        checkout.run("", "up", "--help");
        assertThat(checkout.builds()).as("the command line needs no deployer").hasSize(2);
        checkout.run("", "up");
        assertThat(checkout.builds()).containsExactly(CLI, STACK, STACK);
    }

    @Test
    void whatWasTouchedOrDeletedIsStaleOnce() throws Exception {
        checkout.jdk("jdks/a", "25.0.3");
        checkout.run("", "up");
        touch(checkout.source("deployer"));
        checkout.run("", "providers");
        assertThat(checkout.builds()).as("no source of the command line").hasSize(1);
        checkout.run("", "up");
        assertThat(checkout.builds()).hasSize(2);
        touch(checkout.path("root/cli/pom.xml"));
        checkout.run("", "providers");
        assertThat(checkout.builds()).hasSize(3);
        touch(checkout.path("root/pom.xml"));
        checkout.run("", "up");
        assertThat(checkout.builds()).hasSize(4);
        Files.delete(checkout.source("local"));
        checkout.run("", "up");
        assertThat(checkout.builds()).hasSize(5);
        checkout.run("", "up");
        checkout.run("", "providers");
        assertThat(checkout.builds()).as("nothing has changed since").hasSize(5);
    }

    @Test
    void aFailedBuildIsToldAndDoneAgain() throws Exception {
        checkout.jdk("jdks/a", "25.0.3");
        Files.createFile(checkout.path("root/broken"));
        var result = checkout.run("", "providers");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.output()).as("it runs nothing").isEmpty();
        assertThat(result.errors())
                .contains("slipway: the build failed:", "[ERROR] Hello.java:[1,1] not Java", "slipway-build.log");
        Files.delete(checkout.path("root/broken"));
        assertThat(checkout.run("", "providers").exit()).isZero();
        assertThat(checkout.builds()).hasSize(2);
    }

    @Test
    void ofTwoAtOnceOneBuildsAndTheOtherWaits() throws Exception {
        var jdk = checkout.jdk("jdks/a", "25.0.3");
        var gate = Files.createFile(checkout.path("root/gate"));
        var builder = checkout.start("", "providers");
        long maven = awaitMaven();
        var waiting = checkout.start("", "providers");
        await().atMost(PATIENCE).until(() -> waiting.said()
                .contains("waiting for the build that process "
                        + builder.process().pid() + " runs"));
        assertThat(waiting.process().isAlive()).isTrue();
        assertThat(ProcessHandle.of(maven)).isPresent();
        Files.delete(gate);
        assertThat(builder.result().output()).isEqualTo(jdk + "\n");
        assertThat(waiting.result().output()).isEqualTo(jdk + "\n");
        assertThat(checkout.builds()).hasSize(1);
    }

    @Test
    void aKilledLauncherBlocksNobodyAndItsMavenIsWaitedFor() throws Exception {
        checkout.jdk("jdks/a", "25.0.3");
        var gate = Files.createFile(checkout.path("root/gate"));
        var killed = checkout.start("", "providers");
        long maven = awaitMaven();
        killed.process().destroyForcibly().waitFor();
        var next = checkout.start("", "providers");
        await().atMost(PATIENCE).until(() -> next.said().contains("waiting for the build"));
        assertThat(checkout.builds())
                .as("two Mavens in one tree spoil both builds")
                .hasSize(1);
        Files.delete(gate);
        ProcessHandle.of(maven).ifPresent(ProcessHandle::destroyForcibly);
        assertThat(next.result().exit()).isZero();
        assertThat(checkout.builds()).hasSize(2);
    }

    @Test
    void ctrlCEndsMavenToo() throws Exception {
        checkout.jdk("jdks/a", "25.0.3");
        Files.createFile(checkout.path("root/gate"));
        var stopped = checkout.start("", "providers");
        long maven = awaitMaven();
        stopped.process().destroy();
        assertThat(stopped.result().exit()).isEqualTo(143);
        await().atMost(PATIENCE).until(() -> ProcessHandle.of(maven).isEmpty());
    }

    private long awaitMaven() {
        Path file = checkout.path("root/maven.pid");
        await().atMost(PATIENCE).until(() -> Files.exists(file) && Files.size(file) > 1);
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void touch(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
    }
}
