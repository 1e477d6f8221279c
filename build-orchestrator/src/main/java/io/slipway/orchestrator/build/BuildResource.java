package io.slipway.orchestrator.build;

import java.util.List;

import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.slipway.contracts.BuildState;
import io.smallrye.mutiny.Uni;

/** What registry-api reads: the snapshot of builds, and their logs. */
@Path("/internal/builds")
public class BuildResource {
    private static final int MAX = 500;

    private final BuildStore builds;
    private final BuildPages pages;
    private final BuildLogStore logs;

    BuildResource(BuildStore builds, BuildPages pages, BuildLogStore logs) {
        this.builds = builds;
        this.pages = pages;
        this.logs = logs;
    }

    /**
     * A page of the snapshot.
     *
     * @param next the cursor of the following page; null when this was the last
     */
    public record BuildPage(List<BuildState> items, String next) {}

    /**
     * A page of a log.
     *
     * @param complete whether no more lines will come after these
     */
    public record LogPage(List<LogLine> items, boolean complete) {}

    @GET
    @WithSession
    public Uni<BuildPage> list(
            @QueryParam("after") @DefaultValue("") String after, @QueryParam("limit") @DefaultValue("500") int limit) {
        return pages.page(after, Math.clamp(limit, 1, MAX)).map(BuildResource::page);
    }

    private static BuildPage page(BuildPages.Cut cut) {
        List<BuildState> items = cut.builds().stream().map(Build::state).toList();
        return new BuildPage(items, cut.more() ? items.getLast().buildId() : null);
    }

    /** 410 when it was removed. The status is read before the lines: a build that is finished then has logged all of them. */
    @GET
    @Path("/{id}/logs")
    @WithSession
    public Uni<LogPage> log(
            String id,
            @QueryParam("after") @DefaultValue("0") int after,
            @QueryParam("limit") @DefaultValue("500") int limit) {
        int size = Math.clamp(limit, 1, MAX);
        return builds.findById(id)
                .onItem()
                .ifNull()
                .failWith(NotFoundException::new)
                .invoke(BuildResource::requireLog)
                .chain(build -> logs.page(id, after, size).map(lines -> page(build, lines, size)));
    }

    private static void requireLog(Build build) {
        if (build.logRemovedAt != null) {
            throw new ClientErrorException(Response.Status.GONE);
        }
    }

    private static LogPage page(Build build, List<LogLine> lines, int size) {
        return new LogPage(lines, build.isFinished() && lines.size() < size);
    }
}
