package io.slipway.deployer.installation;

import java.util.List;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.slipway.contracts.InstallationOutcome;
import io.slipway.contracts.InstallationOutcome.RolloutRecord;
import io.slipway.deployer.cluster.Cluster;
import io.slipway.deployer.cluster.LogPage;
import io.slipway.deployer.cluster.LogQuery;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestPath;

/** For the other services: the truth about outcomes, and what providers print. */
@Path("/internal/installations")
class InstallationResource {
    private final InstallationStore installations;
    private final RolloutStore rollouts;
    private final Cluster cluster;

    InstallationResource(InstallationStore installations, RolloutStore rollouts, Cluster cluster) {
        this.installations = installations;
        this.rollouts = rollouts;
        this.cluster = cluster;
    }

    /** @param next the next page's {@code after}; null on the last page */
    record OutcomePage(List<InstallationOutcome> items, String next) {}

    /** @param next the next page's {@code after}; null on the last page */
    record RolloutPage(List<RolloutRecord> items, String next) {}

    @GET
    @WithSession
    public Uni<OutcomePage> list(
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("limit") @DefaultValue("500") @Min(1) @Max(500) int limit) {
        return installations.outcomes(after, limit).map(items -> page(items, limit));
    }

    /** Of one that is not known here: none. @param after a rollout's number, exclusive */
    @GET
    @Path("/{id}/rollouts")
    @WithSession
    public Uni<RolloutPage> rollouts(
            @RestPath String id,
            @QueryParam("after") @DefaultValue("0") long after,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(500) int limit) {
        return rollouts.after(id, after, limit)
                .map(items -> new RolloutPage(
                        items,
                        items.size() < limit
                                ? null
                                : Long.toString(items.getLast().number())));
    }

    @GET
    @Path("/{id}/logs")
    @RunOnVirtualThread
    public LogPage logs(
            @RestPath String id,
            @QueryParam("revision") Integer revision,
            @QueryParam("after") String after,
            @QueryParam("limit") @DefaultValue("500") @Min(1) @Max(1000) int limit) {
        return cluster.logs(id, new LogQuery(revision, after, limit));
    }

    private static OutcomePage page(List<InstallationOutcome> items, int limit) {
        return new OutcomePage(
                items, items.size() < limit ? null : items.getLast().id());
    }
}
