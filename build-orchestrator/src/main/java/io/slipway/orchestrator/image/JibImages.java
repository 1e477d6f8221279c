package io.slipway.orchestrator.image;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.LogEvent;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import com.google.cloud.tools.jib.api.buildplan.Port;
import io.slipway.orchestrator.build.BuildJob;
import io.slipway.orchestrator.build.Unavailable;
import io.slipway.orchestrator.build.WorkDirectories;
import io.slipway.providerpackage.ProviderManifest;
import org.jboss.logging.Logger;

/** Assembles an image with Jib, which needs no container daemon and runs nothing, and pushes it. */
@ApplicationScoped
class JibImages {
    private static final Logger LOG = Logger.getLogger(JibImages.class);

    private final OciConfig config;
    private final OciRegistry registry;
    private final WorkDirectories directories;

    JibImages(OciConfig config, OciRegistry registry, WorkDirectories directories) {
        this.config = config;
        this.registry = registry;
        this.directories = directories;
        if (config.insecure()) {
            // Jib takes this from a system property only (JibSystemProperties).
            System.setProperty("sendCredentialsOverHttp", "true");
        }
    }

    /** Returns {@code repository@sha256:…} without the host. */
    String push(BuildJob job, ProviderManifest manifest, ImageSpec spec, Path cache, Consumer<String> log)
            throws Unavailable, IOException, InterruptedException {
        registry.require();
        String repository = "providers/" + job.provider();
        String tag = job.buildId().toLowerCase(Locale.ROOT);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            Containerizer target = Containerizer.to(registryImage(repository + ":" + tag))
                    .setExecutorService(threads)
                    .setAllowInsecureRegistries(config.insecure())
                    .setBaseImageLayersCache(directories.baseLayers())
                    .setApplicationLayersCache(cache)
                    .setToolName("slipway")
                    .addEventHandler(LogEvent.class, event -> tell(event, log));
            JibContainer pushed = image(job.runtimeImage(), manifest, spec).containerize(target);
            return repository + "@" + pushed.getDigest();
        } catch (ExecutionException e) {
            throw classify(e.getCause());
        } catch (RegistryException | InvalidImageReferenceException | CacheDirectoryCreationException e) {
            throw classify(e);
        } finally {
            // Not closed: closing waits, and a layer that is being compressed does not hear an interrupt.
            threads.shutdownNow();
            threads.awaitTermination(1, TimeUnit.SECONDS);
        }
    }

    private JibContainerBuilder image(String base, ProviderManifest manifest, ImageSpec spec)
            throws InvalidImageReferenceException {
        JibContainerBuilder image = base == null ? Jib.fromScratch() : Jib.from(registryImage(base));
        return image.setPlatforms(Set.of(new Platform(architecture(), "linux")))
                .setFormat(ImageFormat.OCI)
                .setCreationTime(Instant.EPOCH)
                .setFileEntriesLayers(List.of(spec.layer()))
                .setWorkingDirectory(ImageSpec.HOME)
                .setEntrypoint(manifest.entrypoint())
                .setProgramArguments(List.of())
                .setEnvironment(Map.of("PORT", Integer.toString(manifest.port())))
                .setExposedPorts(Port.tcp(manifest.port()))
                .setLabels(spec.labels());
    }

    private RegistryImage registryImage(String reference) throws InvalidImageReferenceException {
        RegistryImage image = RegistryImage.named(config.registry() + "/" + reference);
        config.username()
                .ifPresent(name -> image.addCredential(name, config.password().orElse("")));
        return image;
    }

    private String architecture() {
        return config.architecture().orElseGet(() -> switch (System.getProperty("os.arch")) {
            case "aarch64" -> "arm64";
            default -> "amd64";
        });
    }

    /** What is not this machine's disk is the registry or the way to it. */
    private static Unavailable classify(Throwable fault) throws IOException {
        if (fault instanceof FileSystemException || fault instanceof CacheDirectoryCreationException) {
            throw new IOException("the work directory failed: " + fault.getMessage(), fault);
        }
        if (fault instanceof RuntimeException || fault instanceof Error) {
            throw new IOException("Jib failed: " + fault, fault);
        }
        return new Unavailable("the OCI registry cannot be used: " + fault.getMessage(), fault);
    }

    private static void tell(LogEvent event, Consumer<String> log) {
        switch (event.getLevel()) {
            case LIFECYCLE, PROGRESS -> {
                if (!event.getMessage().isBlank()) {
                    log.accept(event.getMessage());
                }
            }
            case ERROR, WARN -> LOG.debug(event.getMessage());
            case INFO, DEBUG -> LOG.trace(event.getMessage());
        }
    }
}
