package io.slipway.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * docs/kubernetes.md, whose examples are run as they stand there, in order, but for {@link #differences}. They run in a
 * directory that looks like the checkout; its k8s/ is a copy, which they may change.
 */
final class KubernetesPage implements AutoCloseable {
    private static final String NAME = "kubernetes.md";
    private static final String RUN = "<!-- run in a cluster -->";

    /** @param what a regular expression. @param why the command does not run here as it stands */
    record Difference(String what, String here, String why) {}

    private final List<DocsPage.Step> steps = parse().steps();
    private final Path directory;
    private final List<Difference> differences;
    private final Set<Difference> met = new HashSet<>();
    private final List<String> durations = new ArrayList<>();
    private final PageShell shell;
    private int next;

    private KubernetesPage(Path directory, Map<String, String> environment, List<Difference> differences)
            throws IOException {
        this.directory = directory;
        this.differences = differences;
        this.shell = new PageShell(NAME, directory, directory.resolveSibling("printed"), environment);
    }

    /**
     * @param directory of {@link #checkout}
     * @param port of this machine, which leads to registry-api
     */
    static KubernetesPage open(Path directory, String kubeconfig, String namespace, int port) throws IOException {
        return new KubernetesPage(
                directory, environment(directory.getParent(), kubeconfig), differences(namespace, port));
    }

    static DocsPage parse() throws IOException {
        return DocsPage.parse(NAME, text(), RUN);
    }

    static String text() throws IOException {
        return Files.readString(StackUnderTest.ROOT.resolve("docs").resolve(NAME));
    }

    /** Everything of the checkout by links, but for k8s/. @return the copy's directory */
    static Path checkout(Path directory) throws IOException {
        Files.createDirectories(directory);
        try (Stream<Path> files = Files.list(StackUnderTest.ROOT.toRealPath())) {
            for (Path file : files.toList()) {
                if (!file.endsWith("k8s")) {
                    Files.createSymbolicLink(directory.resolve(file.getFileName()), file);
                }
            }
        }
        Path from = StackUnderTest.ROOT.resolve("k8s");
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        directory.resolve("k8s").resolve(from.relativize(file).toString()));
            }
        }
        return directory.resolve("k8s");
    }

    /** Runs the next block, which has to stand in this section. @return what it printed */
    String run(String section) throws IOException {
        DocsPage.Step step = steps.get(next);
        next++;
        assertThat(step.section()).as("line %d of %s", step.line(), NAME).isEqualTo(section);
        long begin = System.nanoTime();
        try {
            return shell.run(step, here(step.commands()));
        } finally {
            durations.add("%s:%d %.1f s"
                    .formatted(
                            NAME,
                            step.line(),
                            Duration.ofNanos(System.nanoTime() - begin).toMillis() / 1000.0));
        }
    }

    /** Everything has been run, and every difference was needed. */
    void mustHaveEnded() {
        assertThat(next).as("blocks of %s that were run", NAME).isEqualTo(steps.size());
        assertThat(met).as("differences that were met").containsExactlyInAnyOrderElementsOf(differences);
    }

    /** What each block took. */
    List<String> durations() {
        return List.copyOf(durations);
    }

    /** What is asked goes through the proxy that compares the answers with the API's description. */
    private static Map<String, String> environment(Path directory, String kubeconfig) throws IOException {
        Path bin = Files.createDirectories(directory.resolve("bin"));
        Path command = Files.writeString(bin.resolve("slipway"), "#!/bin/sh\nexec " + Cli.line() + " \"$@\"\n");
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
        return Map.of(
                "PATH",
                bin + ":" + System.getProperty("java.home") + "/bin:" + System.getenv("PATH"),
                "KUBECONFIG",
                kubeconfig,
                "XDG_CONFIG_HOME",
                directory.resolve("home").toString(),
                "http_proxy",
                CheckingProxy.url(),
                "no_proxy",
                "");
    }

    private static List<Difference> differences(String namespace, int port) throws IOException {
        String root = StackUnderTest.ROOT.toRealPath().toString();
        return List.of(
                new Difference("^\\./mvnw -DskipTests package$", ":", "the build that runs this test has packaged"),
                new Difference(
                        "docker build -f",
                        "docker build --build-arg BASE=" + ContainerImages.base() + " -f",
                        "no base can be pulled"),
                new Difference("0\\.1\\.0 \\.$", "0.1.0 " + root, "a context does not follow links"),
                new Difference("registry\\.example\\.org/", "", "the node runs what Docker has"),
                new Difference("docker push", "docker image inspect", "the same"),
                new Difference("(MakeSecrets.java \\S+)$", "$1 " + namespace, "a namespace that no other test has"),
                new Difference("-n slipway ", "-n " + namespace + " ", "the same"),
                new Difference("-k k8s/overlays/dev", "-k k8s/dev-here", "no DNS here, and images of other names"),
                new Difference(
                        "-k k8s/overlays/production",
                        "--dry-run=server -k k8s/production-here",
                        "its PostgreSQL and the like are elsewhere; the server is one before 1.21"),
                new Difference("(?<![\\w/])\\./slipway", "slipway", "as packaged; its answers are checked"),
                new Difference(
                        "^kubectl .* port-forward .*&$",
                        ":",
                        "kubelets forward by socat, which is not on every machine"),
                new Difference("127\\.0\\.0\\.1:5000", "127.0.0.1:" + InstalledSlipway.REGISTRY_PORT, "the same"),
                new Difference("127\\.0\\.0\\.1:8080", "127.0.0.1:" + port, "the same"));
    }

    private String here(String commands) {
        String here = commands;
        for (Difference difference : differences) {
            var found = Pattern.compile(difference.what(), Pattern.MULTILINE).matcher(here);
            if (found.find()) {
                met.add(difference);
                here = found.replaceAll(difference.here());
            }
        }
        return here;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        shell.close();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path link : files.filter(Files::isSymbolicLink).toList()) {
                Files.delete(link);
            }
        }
    }
}
