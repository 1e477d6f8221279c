package io.slipway.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import org.opentest4j.TestAbortedException;

/**
 * A real Kubernetes for one test class: the one of {@code KUBECONFIG}, else the one that {@code ../shared/kube} starts on this
 * machine. Where there is neither, the tests that ask for it are skipped, and stderr says so. Closing it removes the
 * namespaces that the class made.
 */
public final class KubernetesUnderTest implements AutoCloseable {
    /** On every namespace of a test; the value is its {@link #prefix}. */
    private static final String LABEL = "slipway.io/test";

    private static final Path HOSTS = Path.of("/etc/hosts");
    private static final String NODES = "jsonpath={range .items[*]}{.metadata.name} "
            + "{.status.conditions[?(@.type==\"Ready\")].status} "
            + "{.status.addresses[?(@.type==\"InternalIP\")].address}{\"\\n\"}{end}";

    /** @param ready whether pods start there */
    private record Node(String name, boolean ready, String address) {
        static Node of(String line) {
            var words = line.split(" ");
            return new Node(words[0], words[1].equals("True"), words.length > 2 ? words[2] : "");
        }
    }

    private final String kubeconfig;
    private final Kubectl kubectl;
    private final List<Node> nodes;
    private final String prefix =
            "t" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()) + "-";

    private final List<String> prefixes = new ArrayList<>(List.of(prefix));

    private KubernetesUnderTest(String kubeconfig) {
        this.kubeconfig = kubeconfig;
        kubectl = new Kubectl(kubeconfig);
        nodes = kubectl.run("get", "nodes", "-o", NODES)
                .lines()
                .filter(line -> !line.isBlank())
                .map(Node::of)
                .toList();
    }

    /** An API server with its controllers: whether pods run there is another matter. */
    public static KubernetesUnderTest required() {
        try {
            var given = System.getenv("KUBECONFIG");
            var found = new KubernetesUnderTest(
                    given != null && !given.isBlank()
                            ? given
                            : new KubernetesOnThisMachine(SharedServers.root(), System.getenv()).kubeconfig());
            found.nameThisMachinesNode();
            return found;
        } catch (IllegalStateException e) {
            throw missing(e.getMessage());
        }
    }

    /** One whose pods run, and whose nodes pull from registries on this machine. */
    public static KubernetesUnderTest requiredWithNodeHere() {
        var found = required();
        if (!found.runsPods()) {
            throw missing("no node of it is ready");
        }
        if (!found.nodeIsHere()) {
            throw missing("its nodes are not this machine, so they can pull nothing from here");
        }
        return found;
    }

    /** The API server's program, for tests that start one of their own; it needs etcd, which is there where it is. */
    public static Path apiServerProgram() {
        var program = Path.of(System.getenv().getOrDefault("KUBE_DIR", "/tmp/kube"), "bin", "kube-apiserver");
        if (!Files.isExecutable(program)) {
            required().close(); // unpacks it, where it is there to be unpacked
        }
        if (!Files.isExecutable(program)) {
            throw missing("there is no " + program);
        }
        return program;
    }

    private static TestAbortedException missing(String reason) {
        var said = "needs Kubernetes: " + reason.lines().findFirst().orElse("it does not answer");
        TestsLeftOut.note(SharedServers.root(), said);
        return new TestAbortedException(said);
    }

    /** A path, or several as {@code KUBECONFIG} has them. */
    public String kubeconfig() {
        return kubeconfig;
    }

    public Kubectl kubectl() {
        return kubectl;
    }

    public boolean runsPods() {
        return nodes.stream().anyMatch(Node::ready);
    }

    /**
     * Whether a node is this machine. Its kubelet then pulls from a registry on 127.0.0.1 without TLS, since Docker trusts
     * 127.0.0.0/8, and pods are reached by their addresses.
     */
    public boolean nodeIsHere() {
        return nodes.stream().filter(Node::ready).anyMatch(node -> isHere(node.address()));
    }

    private static boolean isHere(String address) {
        try {
            return !address.isEmpty() && NetworkInterface.getByInetAddress(InetAddress.ofLiteral(address)) != null;
        } catch (IOException e) {
            return false;
        }
    }

    /** Unique: what a test names begins with it. At most ten characters, good in names of all objects. */
    public String prefix() {
        return prefix;
    }

    /** Makes a namespace that {@link #close} removes, and returns its name. */
    public String namespace(String name) {
        var full = prefix + name;
        kubectl.runWith(
                "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"%s\",\"labels\":{\"%s\":\"%s\"}}}"
                        .formatted(full, LABEL, label()),
                "apply",
                "--server-side",
                "--field-manager=slipway-test",
                "-f",
                "-");
        return full;
    }

    /** A label's value ends in a letter or a digit. */
    private String label() {
        return prefix.substring(0, prefix.length() - 1);
    }

    /** Namespaces with names that begin so are a test's, too: those of a stack that it started, for instance. */
    public void removeAtTheEnd(String beginning) {
        prefixes.add(beginning);
    }

    /** Removes namespaces with this test's label or with such a name; returns before they are gone. */
    @Override
    public void close() {
        var ours = kubectl.run(
                        "get",
                        "namespaces",
                        "-o",
                        "jsonpath={range .items[*]}{.metadata.name} {.metadata.labels.slipway\\.io/test}{\"\\n\"}{end}")
                .lines()
                .filter(line -> prefixes.stream().anyMatch(line::startsWith) || line.endsWith(" " + label()))
                .map(line -> line.split(" ")[0]);
        ours.forEach(name -> kubectl.run("delete", "namespace", name, "--wait=false"));
    }

    /** The API server asks the kubelet for a pod's output by the node's name, which nothing else tells this machine. */
    private void nameThisMachinesNode() {
        if (nodes.stream().anyMatch(node -> node.name().equals("node") && isHere(node.address()))
                && Files.isWritable(HOSTS)) {
            try {
                if (Files.readAllLines(HOSTS).stream()
                        .noneMatch(line -> line.matches("127\\.0\\.0\\.1\\s.*\\bnode\\b.*"))) {
                    Files.writeString(HOSTS, "127.0.0.1 node\n", StandardOpenOption.APPEND);
                }
            } catch (IOException e) {
                System.err.println("pods' output cannot be read: " + HOSTS + ": " + e.getMessage());
            }
        }
    }
}
