package io.slipway.local.node.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.slipway.local.node.image.Image;
import io.slipway.local.node.image.RootFs;
import io.slipway.local.node.image.UnusableImageException;

/**
 * How an image's process starts on this machine without a container: the program is looked up in the image's files only,
 * and variables of the image that name its files are made to point to where these lie. Arguments stay as they are.
 */
public record Command(List<String> line, Map<String, String> environment, Path directory) {
    private static final String DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /**
     * @param entrypoint instead of the image's when not empty
     * @param given wins over the image's environment
     * @throws UnusableImageException when the image has no such program
     */
    public static Command of(Image image, List<String> entrypoint, Map<String, String> given)
            throws IOException, UnusableImageException {
        List<String> line = new ArrayList<>(entrypoint.isEmpty() ? image.command() : entrypoint);
        if (line.isEmpty()) {
            throw new UnusableImageException("neither the image nor the revision names an entrypoint");
        }
        Map<String, String> imageEnvironment = parse(image.environment());
        Path directory = image.rootFs().resolve(image.workingDirectory());
        if (!image.rootFs().isDirectory(directory)) {
            throw new UnusableImageException("the image lacks its working directory " + image.workingDirectory());
        }
        String searched = imageEnvironment.getOrDefault("PATH", DEFAULT_PATH);
        line.set(0, program(image, line.getFirst(), searched).toString());

        Map<String, String> environment = new HashMap<>();
        environment.put("PATH", DEFAULT_PATH);
        environment.putAll(imageEnvironment);
        environment.replaceAll((name, value) -> onHost(image.rootFs(), value, name.equals("PATH")));
        environment.putAll(given);
        return new Command(List.copyOf(line), Map.copyOf(environment), directory);
    }

    /** Like execvp(3), inside the image: a name with a slash is a path, any other is searched for. */
    private static Path program(Image image, String name, String searched) throws IOException, UnusableImageException {
        List<String> candidates = name.startsWith("/")
                ? List.of(name)
                : name.contains("/")
                        ? List.of(image.workingDirectory() + "/" + name)
                        : List.of(searched.split(":")).stream()
                                .map(directory -> directory + "/" + name)
                                .toList();
        for (String candidate : candidates) {
            Path path = image.rootFs().resolve(candidate);
            if (Files.isRegularFile(path) && Files.isExecutable(path)) {
                return path;
            }
        }
        throw new UnusableImageException("the image has no program " + name + " (looked for " + candidates + ")");
    }

    private static Map<String, String> parse(List<String> variables) {
        return variables.stream()
                .filter(variable -> variable.indexOf('=') > 0)
                .collect(Collectors.toMap(
                        variable -> variable.substring(0, variable.indexOf('=')),
                        variable -> variable.substring(variable.indexOf('=') + 1),
                        (_, last) -> last));
    }

    /** @param always also what the image lacks: the host's programs must not stand in for them */
    private static String onHost(RootFs rootFs, String value, boolean always) {
        if (!value.startsWith("/")) {
            return value;
        }
        return List.of(value.split(File.pathSeparator)).stream()
                .map(part -> partOnHost(rootFs, part, always))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String partOnHost(RootFs rootFs, String part, boolean always) {
        try {
            Path path = rootFs.resolve(part);
            return part.startsWith("/") && (always || Files.exists(path)) ? path.toString() : part;
        } catch (IOException e) {
            return part; // not a path after all
        }
    }
}
