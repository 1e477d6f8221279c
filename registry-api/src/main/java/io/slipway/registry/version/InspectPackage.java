package io.slipway.registry.version;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.providerpackage.PackageException;
import io.slipway.providerpackage.PackageLimits;
import io.slipway.providerpackage.PackageReader;
import io.slipway.providerpackage.ProviderManifest;
import io.slipway.providerpackage.ProviderName;
import io.slipway.registry.blob.ReceivedBlob;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.Problem;
import io.slipway.registry.problem.ProblemException;

/** Reads what a package says of itself and holds it against the request. */
@ApplicationScoped
public class InspectPackage {
    private final PackageReader reader = new PackageReader();
    private final Runtimes runtimes;

    InspectPackage(Runtimes runtimes) {
        this.runtimes = runtimes;
    }

    /** A package, and what it is called in the request: the name of its field, or a JSON pointer. */
    record Given(ReceivedBlob blob, String field) {}

    /** Blocks. @throws ProblemException 422 for a package that cannot become this version */
    Publication inspect(ProviderName provider, PublishForm form, ReceivedBlob blob, String actor) {
        return inspect(provider, form, new Given(blob, PublishForm.FILE), actor, Publication.Terms.PLAIN);
    }

    /** Blocks. @throws ProblemException 422 for a package that cannot become this version */
    Publication inspect(ProviderName provider, PublishForm form, Given given, String actor, Publication.Terms terms) {
        ReceivedBlob blob = given.blob();
        ProviderManifest manifest = manifest(given);
        mustAgree("provider", manifest.provider(), provider.toString());
        mustAgree("version", manifest.version(), form.version().toString());
        return new Publication(
                provider,
                form.version(),
                new Publication.Source(blob.sha256(), blob.sizeBytes()),
                runtime(manifest),
                manifest.toContract(),
                form.metadata(),
                form.changelog(),
                actor,
                terms.with(Requirements.of(provider, terms.origin().serviceDependencies(), manifest.requires())));
    }

    private PinnedRuntime runtime(ProviderManifest manifest) {
        return manifest.image() == null
                ? runtimes.pin(manifest.runtime())
                : new PinnedRuntime(manifest.runtime(), manifest.image().digest(), null);
    }

    private ProviderManifest manifest(Given given) {
        try {
            return reader.readManifest(given.blob().file(), PackageLimits.DEFAULT);
        } catch (PackageException e) {
            List<Problem.Detail> errors = e.violations().isEmpty()
                    ? List.of(new Problem.Detail(given.field(), e.code() + ": " + e.getMessage()))
                    : e.violations().stream()
                            .map(violation -> new Problem.Detail(
                                    violation.file() + "#" + violation.pointer(), violation.message()))
                            .toList();
            throw ProblemException.of(ErrorCode.INVALID_PACKAGE, e.getMessage(), errors);
        }
    }

    private static void mustAgree(String key, String inManifest, String inRequest) {
        if (inManifest != null && !inManifest.equals(inRequest)) {
            String message = ProviderManifest.FILE + " says " + inManifest + ", the request says " + inRequest
                    + ": correct one of them";
            throw ProblemException.complete(
                    ErrorCode.INVALID_VALUE,
                    message + ".",
                    List.of(new Problem.Detail(ProviderManifest.FILE + "#/" + key, message)));
        }
    }
}
