package io.slipway.registry.installation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import io.slipway.contracts.InstallationOutcome;
import io.slipway.contracts.InstallationOutcome.Revision;

/** The revisions that have served an installation, oldest first, the last {@value #KEPT} of them. */
final class ServedRevisions {
    private static final int KEPT = 50;

    private ServedRevisions() {}

    static List<Revision> add(List<Revision> served, InstallationOutcome told) {
        List<Revision> all = new ArrayList<>(served);
        Stream.of(told)
                .flatMap(outcome -> Stream.of(outcome.previous(), outcome.serving()))
                .filter(revision -> revision != null && unknown(all, revision))
                .forEach(all::add);
        all.sort(Comparator.comparingInt(Revision::number));
        return List.copyOf(all.subList(Math.max(0, all.size() - KEPT), all.size()));
    }

    private static boolean unknown(List<Revision> all, Revision revision) {
        return all.stream().noneMatch(known -> known.number() == revision.number());
    }
}
