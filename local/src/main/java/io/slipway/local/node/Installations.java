package io.slipway.local.node;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.slipway.local.node.state.InstallationRecord;

/** All installations of a node. */
final class Installations {
    private static final System.Logger LOG = System.getLogger(Installations.class.getName());
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,80}");

    private final Tools tools;
    private final Map<String, Installation> byId = new ConcurrentHashMap<>();

    Installations(Tools tools) {
        this.tools = tools;
    }

    /** Running processes are adopted, those that nobody wants ended, missing ones started. */
    void recover() throws IOException, InterruptedException {
        Set<String> adopted = new HashSet<>();
        for (InstallationRecord row : tools.files().load()) {
            Installation installation = new Installation(tools, row);
            byId.put(row.id(), installation);
            adopted.addAll(installation.adopt());
        }
        List<Long> orphans = tools.processes().endOrphans(tools.nodeId(), adopted);
        if (!orphans.isEmpty()) {
            LOG.log(System.Logger.Level.WARNING, "ended processes that no revision stands for: {0}", orphans);
        }
        byId.values().forEach(Installations::start);
    }

    private static void start(Installation installation) {
        try {
            installation.startRunners();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "what is left of " + installation.id() + " cannot be removed", e);
        }
    }

    /** Digests of the images that revisions run. */
    Set<String> images() {
        return byId.values().stream().flatMap(Installation::images).collect(Collectors.toSet());
    }

    /** The installation, made when it is new. */
    Installation get(String id) {
        if (!ID.matcher(id).matches()) {
            throw new Refused(400, "invalid_id", "An installation id has 1 to 80 letters, digits, - and _.");
        }
        return byId.computeIfAbsent(id, _ -> new Installation(tools, InstallationRecord.empty(id)));
    }

    Optional<InstallationStatus> status(String id) {
        return Optional.ofNullable(byId.get(id)).flatMap(Installation::status);
    }

    long count() {
        return byId.values().stream().filter(i -> i.status().isPresent()).count();
    }

    /** Ends all processes; what is wanted stays written, so that they start again with the node. */
    void shutdown() throws InterruptedException {
        byId.values().forEach(Installation::shutdown);
        for (Installation installation : byId.values()) {
            installation.awaitEnd();
        }
    }
}
