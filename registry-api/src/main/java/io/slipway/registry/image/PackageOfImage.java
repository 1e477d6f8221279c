package io.slipway.registry.image;

import java.util.LinkedHashMap;
import java.util.Map;

import io.slipway.oci.ResolvedImage;
import io.slipway.providerpackage.ImagePackage;
import io.slipway.providerpackage.PackageException;
import io.slipway.providerpackage.Printable;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** The package of an image: what a request does not say, its labels say. */
public final class PackageOfImage {
    private PackageOfImage() {}

    /** By its labels alone. @param field where the image was named. @throws ProblemException 422 for labels that are no good */
    public static byte[] of(ResolvedImage image, String field) {
        try {
            return of(image, Given.NOTHING);
        } catch (ImageLabels.LabelFault e) {
            throw ProblemException.ofField(ErrorCode.INVALID_IMAGE, field, Printable.text(e.getMessage()));
        } catch (PackageException e) {
            String why = e.violations().isEmpty()
                    ? e.getMessage()
                    : e.violations().getFirst().pointer() + " "
                            + e.violations().getFirst().message();
            throw ProblemException.ofField(ErrorCode.INVALID_IMAGE, field, "of its labels: " + Printable.text(why));
        }
    }

    /** What a request says; null for what it leaves to the labels. */
    record Given(
            @Nullable Integer port,
            @Nullable String health,
            @Nullable Map<String, Object> schema,
            @Nullable String transformer) {
        static final Given NOTHING = new Given(null, null, null, null);
    }

    static byte[] of(ResolvedImage image, Given given) throws PackageException {
        ImageLabels labels = new ImageLabels(image.config());
        return new ImagePackage(
                        image.reference(),
                        given.port() == null ? labels.port() : given.port(),
                        given.health() == null ? labels.health() : given.health(),
                        labels.strategy(),
                        labels.data(),
                        schema(given.schema() == null ? labels.config() : given.schema()),
                        labels.resources(),
                        given.transformer())
                .bytes();
    }

    /** An empty schema takes any object: a config is one. */
    private static Map<String, Object> schema(@Nullable Map<String, Object> given) {
        Map<String, Object> schema = new LinkedHashMap<>(given == null ? Map.of() : given);
        schema.putIfAbsent("type", "object");
        return schema;
    }
}
