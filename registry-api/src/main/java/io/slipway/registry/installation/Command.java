package io.slipway.registry.installation;

import java.util.Arrays;
import java.util.function.Supplier;

import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.smallrye.mutiny.Uni;

/**
 * A request to change an installation.
 *
 * @param dryRun whether it is only asked what the change would come to
 * @param ifMatch the header {@code If-Match} (RFC 9110, section 13.1.1) with ETags of generations; null when any will do
 */
record Command(Address address, String ifMatch, boolean dryRun) {

    Command(Address address, String ifMatch) {
        this(address, ifMatch, false);
    }

    /** To be asked about only. */
    Command dry(boolean asked) {
        return new Command(address, ifMatch, asked);
    }

    /** For good, or to be told only. */
    Uni<Changed> through(DryRun telling, Supplier<Uni<Changed>> change) {
        return dryRun ? telling.of(change) : change.get();
    }

    /** @throws ProblemException 422, unless this is only asked about */
    void check(ConfigVerdict verdict) {
        if (!dryRun) {
            verdict.mustFit();
        }
    }

    /** The filter adds what it shows: {@code "3-…"}. */
    static String etag(long generation) {
        return "\"" + generation + "\"";
    }

    /** @throws ProblemException 412 when the caller has seen another generation, 409 while it is being removed */
    void mustApplyTo(Installation installation) {
        mustMatch(installation);
        if (installation.removing()) {
            throw InstallProvider.removing(installation);
        }
    }

    /** @throws ProblemException 412 */
    void mustMatch(Installation installation) {
        if (ifMatch == null || ifMatch.strip().equals("*")) {
            return;
        }
        String current = etag(installation.generation());
        if (Arrays.stream(ifMatch.split(",")).map(Command::generation).noneMatch(current::equals)) {
            throw ProblemException.of(
                    ErrorCode.PRECONDITION_FAILED, "The installation's ETag is " + current + ", not " + ifMatch + ".");
        }
    }

    /** Of an ETag: what happened to the installation since is no reason against a change of what is wanted. */
    private static String generation(String etag) {
        return etag.strip().replaceFirst("^(\"\\d+)-[^\"]*\"$", "$1\"");
    }
}
