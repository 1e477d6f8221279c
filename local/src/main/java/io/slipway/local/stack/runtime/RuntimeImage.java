package io.slipway.local.stack.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import io.slipway.local.settings.RegistryAccess;
import io.slipway.local.stack.PrivateFiles;
import io.slipway.local.stack.StackFailure;

/** {@code runtimes/java25}: a JDK and the C library it needs, and nothing else. It runs in a container from scratch. */
public final class RuntimeImage {
    private static final String REPOSITORY = "runtimes/java25";
    private static final String JAVA_HOME = "/opt/java";
    private static final FilePermissions RUNNABLE = FilePermissions.fromOctalString("755");
    private static final FilePermissions READABLE = FilePermissions.fromOctalString("644");

    /** Sorted, because Map.of has another order in each JVM, and so would the image have another digest. */
    private static final Map<String, String> ENVIRONMENT =
            new TreeMap<>(Map.of("JAVA_HOME", JAVA_HOME, "PATH", JAVA_HOME + "/bin", "LANG", "C.UTF-8"));

    private final RegistryAccess registry;
    private final Path cache;

    /**
     * Makes images for one registry.
     *
     * @param cache keeps what can be made again but takes seconds
     */
    public RuntimeImage(RegistryAccess registry, Path cache) {
        this.registry = registry;
        this.cache = cache;
    }

    /** Repository@digest, without a host: pushed once, then remembered in the file. */
    public String ensure(Path memory) throws IOException {
        if (Files.exists(memory)) {
            return Files.readString(memory).strip();
        }
        var reference = push();
        PrivateFiles.write(memory, reference + "\n");
        return reference;
    }

    /** Repository@digest, without a host. What the registry has already is not sent again. */
    public String push() throws IOException {
        // Jib's switch for passwords over plain HTTP.
        System.setProperty("sendCredentialsOverHttp", Boolean.toString(registry.insecure()));
        try {
            var digest = image().containerize(Containerizer.to(target())
                            .setAllowInsecureRegistries(registry.insecure())
                            .setToolName("slipway")
                            .setBaseImageLayersCache(cache.resolve("jib"))
                            .setApplicationLayersCache(cache.resolve("jib")))
                    .getDigest();
            return REPOSITORY + "@" + digest;
        } catch (InvalidImageReferenceException
                | RegistryException
                | CacheDirectoryCreationException
                | ExecutionException e) {
            throw new StackFailure(
                    "the runtime image could not be pushed to " + registry.address() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackFailure("interrupted while the runtime image was pushed", e);
        }
    }

    private RegistryImage target() throws InvalidImageReferenceException {
        var image = RegistryImage.named(registry.address() + "/" + REPOSITORY + ":latest");
        return registry.anonymous() ? image : image.addCredential(registry.username(), registry.password());
    }

    private JibContainerBuilder image() throws IOException {
        var arm = "aarch64".equals(System.getProperty("os.arch"));
        return Jib.fromScratch()
                .setFormat(ImageFormat.OCI)
                .setPlatforms(Set.of(new Platform(arm ? "arm64" : "amd64", "linux")))
                .setCreationTime(Instant.EPOCH)
                .setEnvironment(ENVIRONMENT)
                .addFileEntriesLayer(cLibrary())
                .addFileEntriesLayer(java());
    }

    private static FileEntriesLayer cLibrary() throws IOException {
        var layer = FileEntriesLayer.builder().setName("glibc");
        CLibrary.files().forEach((path, file) -> layer.addEntry(file, AbsoluteUnixPath.get(path), RUNNABLE));
        return layer.build();
    }

    private FileEntriesLayer java() throws IOException {
        var layer = FileEntriesLayer.builder().setName("java25");
        var home = AbsoluteUnixPath.get(JAVA_HOME);
        var linked = JavaRuntime.linked(cache);
        try (var files = Files.walk(linked)) {
            for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
                layer.addEntry(
                        file,
                        home.resolve(linked.relativize(file).toString()),
                        Files.isExecutable(file) ? RUNNABLE : READABLE);
            }
        }
        return layer.build();
    }
}
