package io.slipway.cli.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The project's own launcher in a root of its own, whose {@code mvnw} writes down what it was asked for and makes empty
 * jars, and whose JDKs print how they were called. Nothing of this machine's JDKs is in sight.
 */
record Checkout(Path directory) {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final Path TOOLBOX = Path.of("target/launcher-tools").toAbsolutePath();
    private static final List<String> TOOLS = List.of(
            "cat",
            "cp",
            "dirname",
            "find",
            "flock",
            "grep",
            "head",
            "ls",
            "mkdir",
            "mv",
            "readlink",
            "sed",
            "sleep",
            "sort",
            "tail",
            "touch",
            "tr");
    private static final List<String> MODULES = List.of(
            "contracts",
            "provider-package",
            "cli",
            "outbound",
            "oci",
            "embedded",
            "secret",
            "outbox",
            "testing",
            "local",
            "registry-api",
            "build-orchestrator",
            "deployer");

    /** Its last argument is the list of modules. While there is a file {@code gate} it builds on and on. */
    private static final String MVNW = """
            #!/bin/sh
            cd "$(dirname "$0")"
            for modules; do :; done
            echo "$modules" >>builds
            echo "$$" >maven.pid
            while [ -e gate ]; do sleep 0.05; done
            if [ -e broken ]; then echo "[ERROR] Hello.java:[1,1] not Java"; exit 1; fi
            for module in $(echo "$modules" | tr , ' '); do
              mkdir -p "$module/target/quarkus-app"
              touch "$module/target/$module-0.1.0.jar" "$module/target/quarkus-app/quarkus-run.jar"
            done
            """;

    record Result(int exit, String output, String errors) {}

    /** A launcher that runs. */
    record Launch(Process process, Path output, Path errors) {
        String said() throws IOException {
            return Files.readString(errors);
        }

        Result result() throws IOException, InterruptedException {
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("it ends").isTrue();
            return new Result(process.exitValue(), Files.readString(output), said());
        }
    }

    static Checkout in(Path directory) throws IOException {
        Checkout checkout = new Checkout(directory.toRealPath());
        Files.createDirectories(checkout.path("root/.mvn"));
        for (String file : List.of("slipway", ".mvn/find-jdk.sh")) {
            Files.copy(PROJECT.resolve(file), checkout.path("root/" + file), StandardCopyOption.COPY_ATTRIBUTES);
        }
        executable(checkout.path("root/mvnw"), MVNW);
        Files.createFile(checkout.path("root/pom.xml"));
        for (String module : MODULES) {
            Files.createDirectories(checkout.path("root/" + module + "/src/main/java"));
            Files.createFile(checkout.path("root/" + module + "/pom.xml"));
            Files.createFile(checkout.source(module));
        }
        Files.createDirectories(checkout.path("bin"));
        linkTools(TOOLBOX, TOOLS);
        return checkout;
    }

    /** Outside of the temporary directory: JUnit warns of each link that leads out of it. */
    static void linkTools(Path toolbox, List<String> tools) throws IOException {
        Files.createDirectories(toolbox);
        for (String tool : tools) {
            if (!Files.isSymbolicLink(toolbox.resolve(tool))) {
                Files.createSymbolicLink(toolbox.resolve(tool), tool(tool));
            }
        }
    }

    private static Path tool(String name) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("this machine has no " + name));
    }

    /** A JDK that prints its own home. */
    Path jdk(String name, String version) throws IOException {
        Path home = path(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        executable(home.resolve("bin/java"), "#!/bin/sh\necho \"" + home + "\"\n");
        executable(home.resolve("bin/javac"), "#!/bin/sh\n");
        return home;
    }

    Path path(String name) {
        return directory.resolve(name);
    }

    Path source(String module) {
        return path("root/" + module + "/src/main/java/Hello.java");
    }

    /** The modules of every build so far. */
    List<String> builds() throws IOException {
        Path builds = path("root/builds");
        return Files.exists(builds) ? Files.readAllLines(builds) : List.of();
    }

    /** Finds JDKs in {@code jdks}, and in {@code JAVA_HOME} when it is not empty. */
    Launch start(String javaHome, String... arguments) throws IOException {
        Path output = Files.createTempFile(directory, "run", ".out");
        Path errors = Files.createTempFile(directory, "run", ".err");
        ProcessBuilder builder = new ProcessBuilder(
                        Stream.concat(Stream.of(path("root/slipway").toString()), Stream.of(arguments))
                                .toList())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", path("bin") + ":" + TOOLBOX);
        builder.environment().put("HOME", directory.toString());
        builder.environment().put("SLIPWAY_JDKS", path("jdks") + "/*");
        if (!javaHome.isEmpty()) {
            builder.environment().put("JAVA_HOME", javaHome);
        }
        return new Launch(builder.start(), output, errors);
    }

    Result run(String javaHome, String... arguments) throws IOException, InterruptedException {
        return start(javaHome, arguments).result();
    }

    private static void executable(Path file, String content) throws IOException {
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
