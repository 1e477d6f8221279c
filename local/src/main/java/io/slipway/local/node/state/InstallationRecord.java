package io.slipway.local.node.state;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * An installation's row: all that the node must know again after it was killed. The row stays when everything of the
 * installation is gone, because a late client must still be fenced off.
 *
 * @param fence the highest that a change carried
 * @param route number of the serving revision, or null
 * @param removal what remains to be done with the data when all revisions are gone
 */
public record InstallationRecord(
        String id, long fence, Integer route, Removal removal, List<RevisionRecord> revisions) {

    public enum Removal {
        none,
        keep_data,
        delete_data
    }

    public static InstallationRecord empty(String id) {
        return new InstallationRecord(id, 0, null, Removal.none, List.of());
    }

    public Optional<RevisionRecord> revision(int number) {
        return revisions.stream().filter(r -> r.number() == number).findFirst();
    }

    public boolean serves(int number) {
        return route != null && route == number;
    }

    public InstallationRecord fenced(long by) {
        return new InstallationRecord(id, by, route, removal, revisions);
    }

    /** @param number null: nothing serves */
    public InstallationRecord routed(Integer number) {
        return new InstallationRecord(id, fence, number, removal, revisions);
    }

    public InstallationRecord with(RevisionRecord added) {
        List<RevisionRecord> changed = new ArrayList<>(revisions);
        changed.add(added);
        changed.sort(Comparator.comparingInt(RevisionRecord::number));
        return new InstallationRecord(id, fence, route, removal, List.copyOf(changed));
    }

    public InstallationRecord changed(int number, UnaryOperator<RevisionRecord> change) {
        List<RevisionRecord> changed = revisions.stream()
                .map(r -> r.number() == number ? change.apply(r) : r)
                .toList();
        return new InstallationRecord(id, fence, route, removal, changed);
    }

    public InstallationRecord without(int number) {
        List<RevisionRecord> left =
                revisions.stream().filter(r -> r.number() != number).toList();
        return new InstallationRecord(id, fence, route, removal, left);
    }

    /** Everything of it is to go, the route first. */
    public InstallationRecord removing(Removal how) {
        List<RevisionRecord> all =
                revisions.stream().map(RevisionRecord::markedRemoving).toList();
        return new InstallationRecord(id, fence, null, how, all);
    }

    public InstallationRecord removed() {
        return new InstallationRecord(id, fence, null, Removal.none, revisions);
    }
}
