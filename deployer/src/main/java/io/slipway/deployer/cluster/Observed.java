package io.slipway.deployer.cluster;

import java.util.List;
import java.util.Optional;

/**
 * What a cluster sees of one installation.
 *
 * @param urlPath path below the gateway's address; null when the cluster knows nothing of it
 * @param route number of the revision that gets the requests; null when none does
 * @param settled whether requests go to that revision only: false while a move is still on its way through the cluster
 * @param paused whether an operator has asked that it be left as it is
 */
public record Observed(String urlPath, Integer route, boolean settled, boolean paused, List<RevisionStatus> revisions) {
    public static final Observed NOTHING = new Observed(null, null, List.of());

    public Observed(String urlPath, Integer route, List<RevisionStatus> revisions) {
        this(urlPath, route, true, false, revisions);
    }

    public Observed {
        revisions = revisions == null ? List.of() : List.copyOf(revisions);
    }

    public boolean nothing() {
        return urlPath == null && revisions.isEmpty();
    }

    public Optional<RevisionStatus> revision(int number) {
        return revisions.stream().filter(status -> status.number() == number).findFirst();
    }

    public boolean routes(RevisionSpec spec) {
        return spec != null && route != null && route == spec.number();
    }

    public boolean ready(RevisionSpec spec) {
        return spec != null
                && revision(spec.number()).map(RevisionStatus::ready).orElse(false);
    }
}
