package io.slipway.local.node.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Images on this machine, unpacked once and shared by all installations. The files of each chain of layers lie in one
 * directory, hard-linked to those of the chain below, so that a new version costs what its own layer adds. A directory
 * appears by a rename, complete or not at all.
 */
public final class ImageStore {
    private static final String CONFIGURATION = "config.json";
    private static final String CHAIN = "chain";

    private final Path directory;
    private final RegistryClient registry;
    /** One pull at a time: two of the same image would do the work twice, two different ones fight for one disk. */
    private final ReentrantLock pulling = new ReentrantLock();

    /** @throws IOException when the directory cannot be made or what an earlier process left cannot be removed */
    public ImageStore(Path directory, RegistryClient registry) throws IOException {
        this.directory = directory;
        this.registry = registry;
        Files.createDirectories(directory);
        Trees.delete(unfinished());
        Files.createDirectories(unfinished());
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
            Path chain = directory.resolve(Files.readString(image.resolve(CHAIN)));
            return Image.of(chain, Files.readAllBytes(image.resolve(CONFIGURATION)));
        } finally {
            pulling.unlock();
        }
    }

    private void fetch(ImageReference reference, Path image)
            throws IOException, InterruptedException, UnusableImageException {
        Manifest manifest = registry.manifest(reference);
        byte[] configuration = registry.configuration(reference.repository(), manifest.config());
        Path chain = chain(reference.repository(), manifest.layers());
        Path fresh = fresh();
        Files.createDirectories(fresh);
        Files.write(fresh.resolve(CONFIGURATION), configuration);
        Files.writeString(fresh.resolve(CHAIN), chain.getFileName().toString());
        publish(fresh, image);
    }

    private Path chain(String repository, List<Manifest.Layer> layers)
            throws IOException, InterruptedException, UnusableImageException {
        String name = "";
        Path below = null;
        for (Manifest.Layer layer : layers) {
            name = Digests.of(name + " " + layer.digest());
            Path chain = directory.resolve(CHAIN + "-" + Digests.fileName(name));
            if (!Files.exists(chain)) {
                add(repository, layer, below, chain);
            }
            below = chain;
        }
        if (below == null) {
            throw new UnusableImageException("the image has no layers");
        }
        return below;
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

    private static void publish(Path fresh, Path target) throws IOException, InterruptedException {
        Trees.sync(fresh);
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private Path fresh() {
        return unfinished().resolve(UUID.randomUUID().toString());
    }

    private Path unfinished() {
        return directory.resolve("unfinished");
    }
}
