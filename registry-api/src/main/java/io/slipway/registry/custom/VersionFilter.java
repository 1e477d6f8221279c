package io.slipway.registry.custom;

import java.util.List;
import java.util.Set;

import io.slipway.registry.paging.FilterValues;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;

/** Which versions are listed. @param statuses empty for all. @param ids {@code prv_…}; empty for all */
record VersionFilter(List<String> statuses, List<String> ids) {
    private static final Set<String> STATUSES =
            Set.of("queued", "deploying", "deployment_succeeded", "deployment_failed");

    /** @throws ProblemException 422 for a word that is no status, and for too many values */
    static VersionFilter of(List<String> status, List<String> bracketed, List<String> ids, List<String> bracketedIds) {
        List<String> statuses = FilterValues.of("status", status, bracketed);
        if (!STATUSES.containsAll(statuses)) {
            throw ProblemException.ofField(
                    ErrorCode.INVALID_VALUE,
                    "status",
                    "must be queued, deploying, deployment_succeeded or deployment_failed");
        }
        return new VersionFilter(
                statuses,
                FilterValues.of("ids", ids, bracketedIds).stream()
                        .map(CustomIds::version)
                        .toList());
    }
}
