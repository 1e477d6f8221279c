package io.slipway.local.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

import io.slipway.local.node.image.Image;
import io.slipway.local.node.image.Trees;
import io.slipway.local.node.output.OutputLog;
import io.slipway.local.node.process.Command;
import io.slipway.local.node.state.RevisionRecord;

/** What a revision's process finds around it: its variables, its data directory, and the file for its output. */
final class ProviderEnvironment {
    private static final long LOG_BYTES = 1 << 20;

    private final String installation;
    private final Path data;
    private final Path root;
    private final OutputLog log;

    ProviderEnvironment(Tools tools, String installation, RevisionRecord revision) {
        this.installation = installation;
        this.data = tools.data(installation);
        this.root = tools.roots(installation).resolve(Integer.toString(revision.number()));
        this.log = new OutputLog(tools.logs(installation).resolve(Integer.toString(revision.number())), LOG_BYTES);
    }

    OutputLog log() {
        return log;
    }

    Path output() throws IOException {
        Files.createDirectories(log.current().getParent());
        return log.current();
    }

    /** The image with files that no other process writes into; whatever an earlier process of the revision wrote is gone. */
    Image own(Image shared) throws IOException {
        return shared.in(root);
    }

    void deleteFiles() throws IOException {
        Trees.delete(root);
    }

    /** The node's own variables win over the image's and the tenant's. */
    Command complete(Command command, int port) throws IOException {
        Files.createDirectories(data);
        Map<String, String> variables = new HashMap<>(command.environment());
        variables.put("PORT", Integer.toString(port));
        variables.put("DATA_DIR", data.toAbsolutePath().toString());
        variables.put("SLIPWAY_INSTALLATION", installation);
        return new Command(command.line(), Map.copyOf(variables), command.directory());
    }

    /** A line of the node's among the provider's, where its author looks first. */
    void note(String line) throws IOException {
        Files.writeString(output(), "slipway: " + line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
