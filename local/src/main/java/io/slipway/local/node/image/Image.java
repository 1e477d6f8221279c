package io.slipway.local.node.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * An unpacked image: its files and the parts of its configuration that a process needs.
 *
 * @param environment {@code NAME=value} as in the image's configuration
 * @param command entrypoint and arguments, of the image's view of its files
 */
public record Image(RootFs rootFs, List<String> environment, List<String> command, String workingDirectory) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Image of(Path root, byte[] configuration) throws IOException {
        JsonNode config = JSON.readTree(configuration).path("config");
        List<String> command = new ArrayList<>(strings(config.path("Entrypoint")));
        command.addAll(strings(config.path("Cmd")));
        return new Image(
                new RootFs(root),
                strings(config.path("Env")),
                List.copyOf(command),
                config.path("WorkingDir").asText("/"));
    }

    /**
     * The same image in a directory made anew, for one process: its working directory is a copy that the process may write
     * into; all else, the runtime above all, shares its bytes with the store.
     */
    public Image in(Path directory) throws IOException {
        Path own = rootFs.resolve(workingDirectory);
        Trees.delete(directory);
        Files.createDirectories(directory);
        Trees.link(rootFs.root(), directory, file -> file.startsWith(own));
        return new Image(new RootFs(directory), environment, command, workingDirectory);
    }

    private static List<String> strings(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
