package io.slipway.orchestrator.version;

import java.util.List;
import java.util.Map;

import io.slipway.contracts.VersionState;

/**
 * What a version's state means for its builds.
 *
 * @param queue whether the version's build is to be made
 * @param cancel builds that nobody waits for any more
 * @param code of the cancelled ones
 */
record VersionPlan(boolean queue, List<String> cancel, String code) {

    /** @param finished the version's known builds, and whether each has ended */
    static VersionPlan of(VersionState version, Map<String, Boolean> finished) {
        boolean building =
                switch (version.status()) {
                    case building -> true;
                    case published, failed, yanked -> false;
                };
        List<String> unwanted = finished.entrySet().stream()
                .filter(build -> !build.getValue())
                .map(Map.Entry::getKey)
                .filter(id -> !building || !id.equals(version.buildId()))
                .sorted()
                .toList();
        boolean queue = building && !finished.containsKey(version.buildId());
        return new VersionPlan(queue, unwanted, building ? "superseded" : "cancelled");
    }

    boolean changesNothing() {
        return !queue && cancel.isEmpty();
    }

    String message() {
        return "superseded".equals(code)
                ? "the version was published again under another build"
                : "the version is not being built any more";
    }
}
