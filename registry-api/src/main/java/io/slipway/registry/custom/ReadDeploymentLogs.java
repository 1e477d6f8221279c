package io.slipway.registry.custom;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.registry.build.BuildLog;
import io.slipway.registry.build.BuildLogs;
import io.slipway.registry.custom.CustomDeploymentLog.Position;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.smallrye.mutiny.Uni;

/** What the steps of a deployment write: the build's is fetched from the builder, the rollout's is noted here. */
@ApplicationScoped
class ReadDeploymentLogs {
    private static final BuildLog NO_MORE = new BuildLog(List.of(), true);

    private final ReadCustomProviders read;
    private final BuildLogs builds;

    ReadDeploymentLogs(ReadCustomProviders read, BuildLogs builds) {
        this.read = read;
        this.builds = builds;
    }

    /** @param after what the page before says as next; null for the beginning */
    Uni<CustomDeploymentLog> page(Caller caller, String id, String deployment, String after, int limit) {
        Position from = Position.of(after);
        return read.logged(caller, id, deployment).flatMap(logged -> build(logged, from, limit)
                .map(lines -> CustomDeploymentLog.of(from, limit, lines, logged.notes(), logged.over())));
    }

    private Uni<BuildLog> build(ReadCustomProviders.Logged logged, Position from, int limit) {
        return from.rollout() || logged.build() == null
                ? Uni.createFrom().item(NO_MORE)
                : builds.of(logged.build(), from.line(), limit)
                        .onFailure(ReadDeploymentLogs::wasRemoved)
                        .recoverWithItem(NO_MORE);
    }

    private static boolean wasRemoved(Throwable fault) {
        return fault instanceof ProblemException problem && problem.code() == ErrorCode.LOG_REMOVED;
    }
}
