package io.slipway.cli.release;

import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.console.CliFailure;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;
import io.slipway.providerpackage.PackageException;
import io.slipway.providerpackage.PackageLimits;
import io.slipway.providerpackage.PackageReader;
import io.slipway.providerpackage.ProviderManifest;

/** Container images that a release needs, which are in a registry and not among its artifacts. */
final class OutsideImages {
    private OutsideImages() {}

    /** @throws CliFailure when the document names one */
    static void mustBeNone(JsonNode document) {
        for (JsonNode image : document.path("dockerImages")) {
            throw refused(Json.text(image, "imageUrl"));
        }
    }

    /** @throws CliFailure for a package that is run from one */
    static void mustNotBeOfOne(Path artifact) {
        ProviderManifest manifest;
        try {
            manifest = new PackageReader().readManifest(artifact, PackageLimits.DEFAULT);
        } catch (PackageException _) {
            return; // no package
        }
        if (manifest.image() != null) {
            throw refused(manifest.image().toString());
        }
    }

    private static CliFailure refused(String image) {
        return new CliFailure(
                ExitCode.FAILED,
                "image_outside",
                "The release needs the image " + image + ", which the file would not hold.",
                "Copy the image to a registry of the other place and publish it from there (slipway custom publish"
                        + " --image), or give --without-images if " + image.split("/", 2)[0]
                        + " can be reached from there.");
    }
}
