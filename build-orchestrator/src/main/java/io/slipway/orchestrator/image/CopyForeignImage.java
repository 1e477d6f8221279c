package io.slipway.orchestrator.image;

import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.oci.CopyImage;
import io.slipway.oci.OciException;
import io.slipway.oci.PlatformImages;
import io.slipway.oci.Registries;
import io.slipway.oci.RegistryLogin;
import io.slipway.oci.TargetException;
import io.slipway.orchestrator.build.BuildJob;
import io.slipway.orchestrator.build.Rejected;
import io.slipway.orchestrator.build.Unavailable;
import io.slipway.orchestrator.source.FetchCredential;
import io.slipway.providerpackage.ImageReference;

/** Copies the image that a package names into our registry, as it is: nothing is assembled, the digest stays. */
@ApplicationScoped
class CopyForeignImage {
    private final OciConfig config;
    private final OciRegistry registry;
    private final FetchCredential credentials;
    private final Registries sources;
    private final Registries target;
    private final CopyImage copy;

    CopyForeignImage(OciConfig config, CopyConfig limits, OciRegistry registry, FetchCredential credentials) {
        this.config = config;
        this.registry = registry;
        this.credentials = credentials;
        this.sources = new Registries(limits.registries().orElse(Set.of()));
        // Apart from those that packages may name: ours is none of them, unless the operator says so.
        this.target = new Registries(Set.of((config.insecure() ? "http://" : "") + config.registry()));
        this.copy = new CopyImage(sources, target, limits.patience(), limits.maxBytes());
    }

    /** Returns {@code repository@sha256:…} without the host. */
    String copy(BuildJob job, ImageReference image, Consumer<String> log)
            throws Rejected, Unavailable, IOException, InterruptedException {
        if (PlatformImages.hold(image, config.registry())) {
            throw new Rejected("image_refused", PlatformImages.ADVICE);
        }
        registry.require();
        String repository = PlatformImages.REPOSITORIES + job.provider();
        RegistryLogin login = credentials.fetch(job.versionId(), image.registry());
        log.accept("Copying " + image + (login == null ? "" : " with the login that was given"));
        try {
            copy.copy(image, login, target(repository, job), log);
            return repository + "@" + image.digest();
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException(e.getMessage());
            }
            throw classified(e);
        }
    }

    private CopyImage.Target target(String repository, BuildJob job) {
        RegistryLogin login = config.username()
                .map(name -> new RegistryLogin(name, config.password().orElse("")))
                .orElse(null);
        return new CopyImage.Target(config.registry(), repository, job.buildId().toLowerCase(Locale.ROOT), login);
    }

    private static IOException classified(IOException fault) throws Rejected, Unavailable {
        return switch (fault) {
            case OciException refusal
            when !refusal.isTransient() -> throw new Rejected(refusal.code(), refusal.getMessage());
            case OciException away -> throw new Unavailable(away.getMessage(), away);
            case TargetException away -> throw new Unavailable(away.getMessage(), away);
            default -> fault;
        };
    }

    @PreDestroy
    void close() {
        sources.close();
        target.close();
    }
}
