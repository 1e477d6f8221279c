package io.slipway.registry.installation;

import java.util.List;
import java.util.stream.Stream;

import io.slipway.contracts.InstallationOutcome.Revision;
import io.slipway.registry.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What a request would come to, which has changed nothing.
 *
 * @param targetVersion the version that would run
 * @param rollsOut whether a rollout would begin
 * @param config whether that version takes the config
 * @param revision the number of the revision that would serve; null while none has been made and none would be
 * @param configRevision the number that the config would have
 * @param supersedes what is on its way and would be given up; null when nothing is
 */
record DryRunView(
        String targetVersion,
        boolean rollsOut,
        Verdict config,
        @Nullable Integer revision,
        int configRevision,
        @Nullable Superseded supersedes) {

    /** @param errors with a JSON pointer each; with any, the request itself is refused, or parked where a policy asks */
    record Verdict(boolean valid, List<Problem.Detail> errors) {}

    /** @param installation as it would be. @param verdict null when nothing was to be checked */
    static DryRunView of(
            Installation installation, String target, boolean rollsOut, ConfigVerdict verdict, Superseded supersedes) {
        List<Problem.Detail> errors = verdict == null ? List.of() : verdict.errors();
        boolean begins = rollsOut && errors.isEmpty();
        Integer last = last(installation);
        return new DryRunView(
                target,
                begins,
                new Verdict(errors.isEmpty(), errors),
                begins ? Integer.valueOf(last == null ? 1 : last + 1) : last,
                installation.configRevision(),
                begins ? supersedes : null);
    }

    /** Of an installation that would be new. */
    static DryRunView ofNew(String target, ConfigVerdict verdict) {
        boolean fits = verdict.errors().isEmpty();
        return new DryRunView(target, fits, new Verdict(fits, verdict.errors()), fits ? 1 : null, 1, null);
    }

    private static Integer last(Installation installation) {
        Stream<Revision> told = installation.outcome() == null
                ? Stream.empty()
                : Stream.of(
                                installation.outcome().target(),
                                installation.outcome().serving())
                        .filter(java.util.Objects::nonNull);
        return Stream.concat(told, installation.served().stream())
                .map(Revision::number)
                .max(Integer::compare)
                .orElse(null);
    }
}
