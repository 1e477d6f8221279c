package io.slipway.registry.image;

import java.util.List;
import java.util.Locale;

import io.slipway.oci.OciException;
import io.slipway.providerpackage.PackageException;
import io.slipway.providerpackage.Printable;
import io.slipway.providerpackage.Violation;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.Problem;
import io.slipway.registry.problem.ProblemException;

/** What is wrong with an image or a config, at the place in the request where it can be put right. */
final class ImageProblems {
    static final String REFERENCE = "/from/image_ref";
    private static final String SCHEMA = "/config/schema";
    private static final String TRANSFORMER = "/config/transformer";

    private ImageProblems() {}

    static ProblemException of(OciException refusal) {
        return reference(refusal.reason().name().toLowerCase(Locale.ROOT) + ": " + refusal.getMessage());
    }

    static ProblemException reference(String message) {
        return ProblemException.ofField(ErrorCode.INVALID_IMAGE, REFERENCE, Printable.text(message));
    }

    /** @param given whether the request gave the schema itself */
    static ProblemException of(PackageException refusal, boolean given) {
        List<Problem.Detail> errors = refusal.violations().isEmpty()
                ? List.of(new Problem.Detail(REFERENCE, refusal.code() + ": " + refusal.getMessage()))
                : refusal.violations().stream()
                        .map(violation -> new Problem.Detail(field(violation, given), message(violation, given)))
                        .toList();
        boolean ofImage = errors.stream().anyMatch(error -> error.field().equals(REFERENCE));
        return ProblemException.of(
                ofImage ? ErrorCode.INVALID_IMAGE : ErrorCode.INVALID_VALUE,
                errors.getFirst().field() + ": " + errors.getFirst().message(),
                errors);
    }

    private static String field(Violation violation, boolean given) {
        if (violation.pointer().equals("/transformer")) {
            return TRANSFORMER;
        }
        return given && isConfig(violation) ? SCHEMA + violation.pointer().substring("/config".length()) : REFERENCE;
    }

    private static String message(Violation violation, boolean given) {
        boolean placed = violation.pointer().equals("/transformer") || (given && isConfig(violation));
        return placed ? violation.message() : "of its labels: " + violation.pointer() + " " + violation.message();
    }

    private static boolean isConfig(Violation violation) {
        return violation.pointer().equals("/config") || violation.pointer().startsWith("/config/");
    }
}
