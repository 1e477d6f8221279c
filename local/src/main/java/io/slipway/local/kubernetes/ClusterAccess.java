package io.slipway.local.kubernetes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.List;
import java.util.Map;

/**
 * The cluster that {@code KUBECONFIG} names, found fit to run providers.
 *
 * @param kubeconfig one context with all that it takes to log in, none of it in another file; a secret
 */
public record ClusterAccess(String kubeconfig) {
    private static final String SETTING = "KUBECONFIG";
    private static final String NODES = "jsonpath={range .items[*]}"
            + "{.status.conditions[?(@.type==\"Ready\")].status} "
            + "{.status.addresses[?(@.type==\"InternalIP\")].address}{\"\\n\"}{end}";

    /**
     * Only a cluster that is named: what {@code kubectl} uses by default may be anybody's production.
     *
     * @throws NoClusterException when there is none, it does not answer, or its nodes cannot run what is built here
     */
    public static ClusterAccess open(Map<String, String> environment) throws IOException, InterruptedException {
        var given = environment.getOrDefault(SETTING, "");
        if (given.isBlank()) {
            throw new NoClusterException(SETTING
                    + " is not set: --cluster kubernetes runs providers in the cluster of the file that it names");
        }
        var kubectl = new Kubectl(given);
        var kubeconfig = ask(
                kubectl,
                SETTING + " (" + given + ") names no cluster",
                "config",
                "view",
                "--raw",
                "--flatten",
                "--minify");
        mustRunWhatIsBuiltHere(ask(kubectl, "the cluster of " + given + " does not answer", "get", "nodes", "-o", NODES)
                .lines()
                .toList());
        return new ClusterAccess(kubeconfig);
    }

    private static String ask(Kubectl kubectl, String otherwise, String... arguments)
            throws IOException, InterruptedException {
        try {
            return kubectl.run(arguments);
        } catch (NoClusterException e) {
            throw new NoClusterException(otherwise + ": " + e.getMessage());
        }
    }

    /** @param nodes each whether it is ready, and its address */
    static void mustRunWhatIsBuiltHere(List<String> nodes) throws IOException {
        var ready = nodes.stream().filter(node -> node.startsWith("True")).toList();
        if (ready.isEmpty()) {
            throw new NoClusterException("the cluster has no node that is ready: nothing would ever start there");
        }
        for (var node : ready) {
            var address = node.substring("True".length()).strip();
            if (!address.isEmpty() && NetworkInterface.getByInetAddress(InetAddress.ofLiteral(address)) != null) {
                return;
            }
        }
        throw new NoClusterException("no node of the cluster is this machine, so none can pull images from the stack's"
                + " registry on 127.0.0.1: use a cluster on this machine, or install Slipway there (k8s/)");
    }

    /** For children that are to use this cluster, whatever {@code KUBECONFIG} says by then. */
    public static Map<String, String> environment(String file) {
        return Map.of(SETTING, file);
    }

    @Override
    public String toString() {
        return "ClusterAccess[…]"; // no secrets in logs
    }
}
