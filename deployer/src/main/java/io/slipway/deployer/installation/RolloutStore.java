package io.slipway.deployer.installation;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.slipway.contracts.InstallationOutcome.RolloutRecord;
import io.slipway.outbox.EventJson;
import io.smallrye.mutiny.Uni;

/** Every rollout of every installation: an outcome carries the last ones only. */
@ApplicationScoped
class RolloutStore {
    private static final String KEEP = """
            insert into rollout (installation_id, number, record) values (:installation, :number, :record)
            on conflict (installation_id, number) do update set record = excluded.record""";
    private static final String AFTER = """
            select record from rollout where installation_id = :installation and number > :after
            order by number limit :limit""";

    /** As it is now; a rollout that has ended replaces itself while it ran. */
    Uni<Void> keep(String installation, RolloutRecord rollout) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(KEEP)
                        .setParameter("installation", installation)
                        .setParameter("number", rollout.number())
                        .setParameter("record", EventJson.write(rollout))
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** @param after a rollout's number, exclusive */
    Uni<List<RolloutRecord>> after(String installation, long after, int limit) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(AFTER, String.class)
                        .setParameter("installation", installation)
                        .setParameter("after", after)
                        .setParameter("limit", limit)
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(json -> EventJson.stored(json, RolloutRecord.class))
                        .toList());
    }
}
