package io.slipway.local.node.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Images on this machine, unpacked once and shared by all installations. The files of each chain of layers lie in one
 * directory, hard-linked to those of the chain below, so that a new version costs what its own layer adds. A directory
 * appears by a rename and goes by one, complete or not at all; what a crash of the whole machine may have left half written is not trusted:
 * images of an earlier boot are pulled again, which costs less than a sync of every file.
 */
public final class ImageStore {
    private static final String CONFIGURATION = "config.json";
    private static final String CHAIN = "chain";

    private final Path directory;
    private final RegistryClient registry;
    private final Clock clock;
    /** One pull at a time: two of the same image would do the work twice, two different ones fight for one disk. */
    private final ReentrantLock pulling = new ReentrantLock();

    /**
     * @param bootId of this boot of the machine
     * @throws IOException when the directory cannot be made or what an earlier process left cannot be removed
     */
    public ImageStore(Path directory, RegistryClient registry, Clock clock, String bootId) throws IOException {
        this.directory = directory;
        this.registry = registry;
        this.clock = clock;
        Path boot = directory.resolve("boot-id");
        if (!Files.exists(boot) || !Files.readString(boot).equals(bootId)) {
            Trees.delete(directory);
        }
        Trees.delete(unfinished());
        Files.createDirectories(unfinished());
        Files.writeString(boot, bootId);
    }

    /**
     * The image, from this machine or from the registry.
     *
     * @throws IOException a fault of network or disk: worth another try
     * @throws UnusableImageException the image can never run here
     */
    public Image pull(ImageReference reference) throws IOException, InterruptedException, UnusableImageException {
        pulling.lock();
        try {
            Path image = directory.resolve(Digests.fileName(reference.digest()));
            if (!Files.exists(image)) {
                fetch(reference, image);
            }
            Files.setLastModifiedTime(image, FileTime.from(clock.instant()));
            Path chain =
                    directory.resolve(Files.readAllLines(image.resolve(CHAIN)).getLast());
            return Image.of(chain, Files.readAllBytes(image.resolve(CONFIGURATION)));
        } finally {
            pulling.unlock();
        }
    }

    private void fetch(ImageReference reference, Path image)
            throws IOException, InterruptedException, UnusableImageException {
        Manifest manifest = registry.manifest(reference);
        byte[] configuration = registry.configuration(reference.repository(), manifest.config());
        List<String> chains = chains(reference.repository(), manifest.layers());
        Path fresh = fresh();
        Files.createDirectories(fresh);
        Files.write(fresh.resolve(CONFIGURATION), configuration);
        Files.write(fresh.resolve(CHAIN), chains);
        publish(fresh, image);
    }

    /** Names of the directories of all chains, the one with all layers last. */
    private List<String> chains(String repository, List<Manifest.Layer> layers)
            throws IOException, InterruptedException, UnusableImageException {
        if (layers.isEmpty()) {
            throw new UnusableImageException("the image has no layers");
        }
        List<String> names = new ArrayList<>();
        String id = "";
        Path below = null;
        for (Manifest.Layer layer : layers) {
            id = Digests.of(id + " " + layer.digest());
            Path chain = directory.resolve(CHAIN + "-" + Digests.fileName(id));
            if (!Files.exists(chain)) {
                add(repository, layer, below, chain);
            }
            names.add(chain.getFileName().toString());
            below = chain;
        }
        return names;
    }

    private void add(String repository, Manifest.Layer layer, Path below, Path chain)
            throws IOException, InterruptedException, UnusableImageException {
        Path archive = fresh();
        Path fresh = fresh();
        try {
            registry.download(repository, layer.digest(), archive);
            Files.createDirectories(fresh);
            if (below != null) {
                Trees.link(below, fresh);
            }
            new LayerUnpacker(new RootFs(fresh)).apply(archive, layer.gzip());
            publish(fresh, chain);
        } finally {
            Files.deleteIfExists(archive);
            Trees.delete(fresh);
        }
    }

    /**
     * Deletes images that nobody runs and that were not asked for within the time, and the layers that only they used.
     *
     * @param running digests of images that must stay
     */
    public void sweep(Set<String> running, Duration unused) throws IOException {
        pulling.lock();
        try {
            Instant limit = clock.instant().minus(unused);
            Set<String> chains = new HashSet<>();
            for (Path image : entries("sha256-")) {
                boolean old = Files.getLastModifiedTime(image).toInstant().isBefore(limit);
                if (old && !running.contains(image.getFileName().toString().replace('-', ':'))) {
                    remove(image);
                } else {
                    chains.addAll(Files.readAllLines(image.resolve(CHAIN)));
                }
            }
            for (Path chain : entries(CHAIN)) {
                if (!chains.contains(chain.getFileName().toString())) {
                    remove(chain);
                }
            }
        } finally {
            pulling.unlock();
        }
    }

    private List<Path> entries(String prefix) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(path -> path.getFileName().toString().startsWith(prefix))
                    .toList();
        }
    }

    private static void publish(Path fresh, Path target) throws IOException {
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Killed within, it leaves something unfinished, and never a part under a name that is trusted. */
    private void remove(Path published) throws IOException {
        Path going = fresh();
        Files.move(published, going, StandardCopyOption.ATOMIC_MOVE);
        Trees.delete(going);
    }

    private Path fresh() {
        return unfinished().resolve(UUID.randomUUID().toString());
    }

    private Path unfinished() {
        return directory.resolve("unfinished");
    }
}
