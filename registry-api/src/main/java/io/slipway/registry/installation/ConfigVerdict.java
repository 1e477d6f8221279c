package io.slipway.registry.installation;

import java.util.List;

import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.Problem;
import io.slipway.registry.problem.ProblemException;

/**
 * Whether a version takes a config.
 *
 * @param errors with a JSON pointer each; empty when it does
 */
record ConfigVerdict(String version, List<Problem.Detail> errors) {

    /** @throws ProblemException 422 */
    void mustFit() {
        if (!errors.isEmpty()) {
            throw ProblemException.of(
                    ErrorCode.INVALID_VALUE,
                    "The config does not satisfy the schema of version " + version + ".",
                    errors);
        }
    }
}
