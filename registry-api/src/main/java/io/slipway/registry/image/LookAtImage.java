package io.slipway.registry.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.oci.OciException;
import io.slipway.oci.Platform;
import io.slipway.oci.PlatformImages;
import io.slipway.oci.Registries;
import io.slipway.oci.RegistryLogin;
import io.slipway.oci.ResolveImage;
import io.slipway.oci.ResolvedImage;
import io.slipway.providerpackage.ImageReference;
import io.slipway.providerpackage.InvalidReference;
import io.slipway.providerpackage.PackageException;
import io.slipway.providerpackage.PackageLimits;
import io.slipway.providerpackage.PackageReader;
import io.slipway.providerpackage.ProviderManifest;
import io.slipway.registry.blob.BlobStore;
import io.slipway.registry.blob.ReceivedBlob;
import io.slipway.registry.blob.StorageFaults;
import io.slipway.registry.credential.RegistryCredentials;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.slipway.registry.version.PinnedRuntime;
import io.slipway.registry.version.Publication;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** From a wish to a package that can become a version. All of it blocks. */
@ApplicationScoped
class LookAtImage {
    private static final int MAX_USERNAME = 255;
    private static final int MAX_PASSWORD = 8 * 1024;

    private final ResolveImage resolve;
    private final BlobStore blobs;
    private final String platformRegistry;
    private final PackageReader packages = new PackageReader();

    /** @param platformRegistry host and port */
    LookAtImage(
            Registries registries,
            ImagesConfig config,
            BlobStore blobs,
            @ConfigProperty(name = "slipway.oci.registry") String platformRegistry) {
        this.resolve =
                new ResolveImage(registries, new Platform(config.os(), config.architecture()), config.patience());
        this.blobs = blobs;
        this.platformRegistry = platformRegistry;
    }

    /** The caller keeps or discards the blob. @throws ProblemException 422 for what cannot become a version */
    PreparedImage look(ImageWish wish) {
        ImageReference image = reference(wish);
        if (PlatformImages.hold(image, platformRegistry)) {
            throw ImageProblems.reference("refused: " + PlatformImages.ADVICE);
        }
        RegistryCredentials.@Nullable Login login = login(image, wish);
        ResolvedImage resolved = resolved(image, login);
        ReceivedBlob blob = stored(made(wish, resolved));
        try {
            return new PreparedImage(publication(wish, resolved, blob), blob, resolved.reference(), login);
        } catch (RuntimeException e) {
            blobs.discard(blob);
            throw e;
        }
    }

    private static ImageReference reference(ImageWish wish) {
        if (wish.imageRef() == null || wish.imageRef().isBlank()) {
            throw ImageProblems.reference("is missing");
        }
        try {
            return ImageReference.parse(wish.imageRef());
        } catch (InvalidReference e) {
            throw ImageProblems.reference(e.getMessage());
        }
    }

    private static RegistryCredentials.@Nullable Login login(ImageReference image, ImageWish wish) {
        if (wish.username() == null && wish.password() == null) {
            return null;
        }
        mustBeGood("/from/username", wish.username(), MAX_USERNAME);
        mustBeGood("/from/password", wish.password(), MAX_PASSWORD);
        if (wish.username().indexOf(':') >= 0) {
            throw ProblemException.ofField(ErrorCode.INVALID_VALUE, "/from/username", "may hold no colon");
        }
        return new RegistryCredentials.Login(image.registry(), wish.username(), wish.password());
    }

    private static void mustBeGood(String field, @Nullable String value, int max) {
        if (value == null || value.isEmpty() || value.length() > max) {
            throw ProblemException.ofField(
                    ErrorCode.INVALID_VALUE,
                    field,
                    "give both username and password, of at most " + max + " characters");
        }
    }

    private ResolvedImage resolved(ImageReference image, RegistryCredentials.@Nullable Login login) {
        try {
            return resolve.resolve(image, login == null ? null : new RegistryLogin(login.username(), login.password()));
        } catch (OciException e) {
            throw ImageProblems.of(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] made(ImageWish wish, ResolvedImage resolved) {
        try {
            return PackageOfImage.of(
                    resolved, new PackageOfImage.Given(wish.port(), wish.health(), wish.schema(), wish.transformer()));
        } catch (ImageLabels.LabelFault e) {
            throw ImageProblems.reference(e.getMessage());
        } catch (PackageException e) {
            throw ImageProblems.of(e, wish.schema() != null);
        }
    }

    private ReceivedBlob stored(byte[] bytes) {
        try {
            return blobs.receive(new ByteArrayInputStream(bytes), PackageLimits.DEFAULT.archiveBytes());
        } catch (IOException e) {
            throw StorageFaults.problem(e);
        }
    }

    private Publication publication(ImageWish wish, ResolvedImage resolved, ReceivedBlob blob) {
        ProviderManifest manifest;
        try {
            manifest = packages.readManifest(blob.file(), PackageLimits.DEFAULT);
        } catch (PackageException e) {
            throw new IllegalStateException("a package of our own making is refused", e);
        }
        return new Publication(
                wish.provider(),
                wish.number(),
                new Publication.Source(blob.sha256(), blob.sizeBytes()),
                new PinnedRuntime(
                        ProviderManifest.CONTAINER, resolved.reference().digest(), null),
                manifest.toContract(),
                wish.metadata(),
                wish.changelog(),
                wish.actor(),
                wish.terms());
    }
}
