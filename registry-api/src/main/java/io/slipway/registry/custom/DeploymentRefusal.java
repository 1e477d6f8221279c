package io.slipway.registry.custom;

import java.util.stream.Collectors;

import io.slipway.registry.installation.Address;
import io.slipway.registry.installation.DeployVersion.Progress;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;

/** Why an installation refused a version, for who reads it in a deployment: it has one text, and sent no config itself. */
final class DeploymentRefusal {
    private static final int MOST_ERRORS = 10;

    private DeploymentRefusal() {}

    /** @param progress null when nothing is installed there */
    static ProblemException of(ProblemException problem, Address address, String number, Progress progress) {
        if (problem.code() != ErrorCode.INVALID_VALUE) {
            return problem;
        }
        String wrong = problem.errors().stream()
                .limit(MOST_ERRORS)
                .map(error -> error.field() + " " + error.message())
                .collect(Collectors.joining("; "));
        String what = progress == null
                ? "Nothing is installed in %s, and version %s cannot begin without a config. Install it there with one, slipway install %s --version %s --environment %s --config NAME=VALUE, which also deploys it."
                        .formatted(address.environment(), number, address.provider(), number, address.environment())
                : "The config of %s does not satisfy the schema of version %s. Change it, slipway config %s --environment %s --set NAME=VALUE, and deploy again."
                        .formatted(address.environment(), number, address.provider(), address.environment());
        return ProblemException.complete(
                problem.code(), what + (wrong.isEmpty() ? "" : " It says: " + wrong + "."), problem.errors());
    }
}
