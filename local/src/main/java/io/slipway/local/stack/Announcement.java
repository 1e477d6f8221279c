package io.slipway.local.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.slipway.local.stack.StackState.Running;

/** What {@code up} prints when all is ready. */
final class Announcement {
    private Announcement() {}

    static List<String> lines(StackState state, double seconds) {
        Running running = state.running();
        var isolation = state.kubernetes() == null ? ", and isolates nothing" : "; its providers run in the cluster";
        var lines = new ArrayList<String>();
        lines.add("");
        lines.add(String.format(Locale.ROOT, "Slipway is up (%.1f s). It runs as you%s.", seconds, isolation));
        lines.add("");
        lines.add("  API       " + state.apiUrl() + "   (OpenAPI at /openapi)");
        state.tokens().forEach((name, token) -> lines.add(String.format("  %-9s %s", name, token)));
        lines.add("  Gateway   " + state.gatewayUrl());
        lines.addAll(Cluster.announcement(state));
        lines.add("  Kafka     " + running.kafka().bootstrap() + "   "
                + String.join(" ", running.kafka().topics()));
        lines.add("            kcat -C -b " + running.kafka().bootstrap()
                + " -X security.protocol=SASL_PLAINTEXT -X sasl.mechanism=PLAIN -X sasl.username="
                + running.kafka().username() + " -X sasl.password="
                + running.kafka().password() + " -t "
                + running.kafka().topics().getFirst());
        lines.add("  Registry  " + running.registry().address() + "   user "
                + running.registry().username() + ", password "
                + running.registry().password());
        lines.add("");
        lines.add("Ctrl-C, or `slipway down`, ends it.");
        return lines;
    }
}
