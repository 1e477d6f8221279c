package io.slipway.local.node.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** An unpacked root file system: names are looked up as if it were {@code /}, so that nothing leads out of it. */
public final class RootFs {
    private static final int MAX_LINKS = 40;

    private final Path root;

    public RootFs(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    public Path root() {
        return root;
    }

    /**
     * Where a name of the image lies on this machine. Symbolic links on the way are followed inside the root, {@code ..}
     * stops at the root; what does not exist yet is taken literally.
     *
     * @throws IOException when links go round in circles
     */
    public Path resolve(String name) throws IOException {
        Deque<String> rest = new ArrayDeque<>(parts(name));
        Path at = root;
        int links = 0;
        while (!rest.isEmpty()) {
            String part = rest.pop();
            if (part.equals("..")) {
                at = at.equals(root) ? root : at.getParent();
                continue;
            }
            Path next = at.resolve(part);
            if (!Files.isSymbolicLink(next)) {
                at = next;
                continue;
            }
            if (++links > MAX_LINKS) {
                throw new IOException("too many symbolic links in " + name);
            }
            String target = Files.readSymbolicLink(next).toString();
            at = target.startsWith("/") ? root : at;
            parts(target).reversed().forEach(rest::push);
        }
        return at;
    }

    /** Like {@link #resolve}, but a symbolic link in the last place is meant itself. */
    Path resolveParent(String name) throws IOException {
        java.util.List<String> parts = parts(name);
        if (parts.isEmpty() || parts.getLast().equals("..")) {
            throw new IOException("not a file's name: " + name);
        }
        return resolve(String.join("/", parts.subList(0, parts.size() - 1))).resolve(parts.getLast());
    }

    /** A link's target, made relative and kept inside, so that it also holds when the host follows it. */
    Path insideTarget(Path link, String target) {
        Path parent = link.getParent();
        Path start = target.startsWith("/") ? root : parent;
        for (String part : parts(target)) {
            if (part.equals("..")) {
                start = start.equals(root) ? root : start.getParent();
            } else {
                start = start.resolve(part);
            }
        }
        Path relative = parent.relativize(start);
        return relative.toString().isEmpty() ? Path.of(".") : relative;
    }

    public boolean isDirectory(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static java.util.List<String> parts(String name) {
        return java.util.Arrays.stream(name.split("/"))
                .filter(part -> !part.isEmpty() && !part.equals("."))
                .toList();
    }
}
