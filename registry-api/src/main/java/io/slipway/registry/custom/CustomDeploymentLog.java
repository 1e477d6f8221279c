package io.slipway.registry.custom;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.slipway.registry.build.BuildLog;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A part of what a deployment's steps have written: those of the build, then those of the rollout.
 *
 * @param next what to send as {@code after}
 * @param complete whether nothing will follow the last item
 */
record CustomDeploymentLog(List<Line> items, String next, boolean complete) {

    @Schema(name = "CustomDeploymentLogLine")
    record Line(
            @Schema(enumeration = {"build", "rollout"}) String step,
            @Nullable Instant time,
            String text) {}

    /**
     * How far it was read.
     *
     * @param rollout whether the build's lines are all read
     * @param line of the build or the rollout, exclusive
     */
    record Position(boolean rollout, int line) {
        /** @param text null for the beginning. @throws ProblemException 422 for what no page has answered with */
        static Position of(String text) {
            if (text == null || text.isEmpty()) {
                return new Position(false, 0);
            }
            if (!text.matches("[br]\\d{1,9}")) {
                throw ProblemException.ofField(ErrorCode.INVALID_VALUE, "after", "must be what a page says as next");
            }
            return new Position(text.charAt(0) == 'r', Integer.parseInt(text.substring(1)));
        }
    }

    /** @param build the build's lines after the position; empty when they are all read. @param over whether the deployment is */
    static CustomDeploymentLog of(
            Position from, int limit, BuildLog build, List<CustomDeployment.Note> notes, boolean over) {
        List<Line> lines = new ArrayList<>();
        build.items().forEach(line -> lines.add(new Line("build", line.time(), line.text())));
        boolean built = from.rollout() || (build.complete() && build.items().size() < limit) || over && lines.isEmpty();
        if (!built) {
            return new CustomDeploymentLog(lines, "b" + build.end(from.line()), false);
        }
        int first = Math.min(from.rollout() ? from.line() : 0, notes.size());
        int last = Math.min(notes.size(), first + limit - lines.size());
        notes.subList(first, last).forEach(note -> lines.add(new Line("rollout", note.at(), note.text())));
        return new CustomDeploymentLog(lines, "r" + last, over && last == notes.size());
    }
}
