package io.slipway.local.stack;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.slipway.local.kubernetes.ClusterAccess;
import io.slipway.local.kubernetes.ClusterGateway;
import io.slipway.local.kubernetes.NoClusterException;
import io.slipway.local.stack.child.ClusterProxy;
import io.slipway.local.stack.child.GracefulEnd;
import io.slipway.local.stack.child.Supervisor;

/** What stands in the node's place when providers run on Kubernetes: a login, and a gateway that uses it. */
final class Cluster {
    private static final Duration GRACE = Duration.ofSeconds(5);

    private Cluster() {}

    /**
     * Checks the cluster and keeps the login to it: it stays the same one while the stack runs, whatever a user makes the
     * current context.
     */
    static void open(StackDirectory directory, Map<String, String> environment)
            throws IOException, InterruptedException {
        try {
            var access = ClusterAccess.open(environment);
            PrivateFiles.write(directory.file(Plan.KUBECONFIG), access.kubeconfig());
        } catch (NoClusterException e) {
            throw new StackFailure(e.getMessage());
        }
    }

    /** The login, as a supervised child. */
    static Supervisor proxy(Plan plan, Console console, Clock clock, Supervisor.Listener listener) {
        var name = "kubectl proxy";
        var proxy = new ClusterProxy(
                ClusterGateway.proxyArguments(plan.ports().node(), plan.namespacePrefix()),
                plan.ports().node(),
                plan.directory().log("kubectl"),
                plan.childEnvironment(true),
                new GracefulEnd(name, GRACE, console));
        return new Supervisor(name, proxy::start, console, clock, listener, plan.directory()::isFull);
    }

    static ClusterGateway gateway(Plan plan) throws IOException, InterruptedException {
        return ClusterGateway.start(plan.ports().gateway(), plan.ports().node(), plan.namespacePrefix());
    }

    /** What the deployer has to know. Pods take longer to start than processes do. */
    static Map<String, String> settings(Plan plan) {
        return Map.of(
                "slipway.cluster", "kubernetes",
                "slipway.kubernetes.namespace-prefix", plan.namespacePrefix(),
                "slipway.kubernetes.home", plan.namespacePrefix(),
                "slipway.kubernetes.registry", plan.registryAddress(),
                "slipway.kubernetes.registry-username", ServiceSettings.USER,
                "slipway.kubernetes.registry-password", plan.secrets().registry(),
                // There is no node to be let in by: its token is as good a secret as another.
                "slipway.kubernetes.secret-name-key", plan.secrets().node(),
                "slipway.deployer.progress-deadline", "60s");
    }

    /** Beside the address: where things are in the cluster. */
    static List<String> announcement(StackState state) {
        var lines = new ArrayList<String>();
        if (state.kubernetes() != null) {
            lines.add("  Cluster   namespaces " + state.kubernetes().namespacePrefix() + "-*   KUBECONFIG="
                    + state.kubernetes().kubeconfig());
        }
        return lines;
    }
}
