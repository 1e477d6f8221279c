package io.slipway.deployer.rollout;

import java.time.Duration;

import io.slipway.deployer.cluster.RevisionSpec;

/** The next thing to do for an installation. */
public sealed interface Action {

    /** An action that asks the cluster for a change; repeating it does no harm. */
    sealed interface ClusterAction extends Action {}

    /** An action that changes what is recorded, and is saved before anything else happens. */
    sealed interface RecordAction extends Action {}

    /** @param restores what somebody else had changed, so that it has to start again; null when nobody had */
    record StartRevision(RevisionSpec revision, String restores) implements ClusterAction {
        StartRevision(RevisionSpec revision) {
            this(revision, null);
        }
    }

    /** @param restores what somebody else had changed, so that it has to move; null when nobody had */
    record MoveTraffic(int revision, String restores) implements ClusterAction {
        MoveTraffic(int revision) {
            this(revision, null);
        }
    }

    /** Only for {@code strategy: recreate}, where the old revision stops before the new one starts. */
    record ClearTraffic(int revision) implements ClusterAction {}

    record StopOld(int revision) implements ClusterAction {}

    record RemoveAll(boolean deleteData) implements ClusterAction {}

    /** A rollout begins: its revision gets its number before the cluster hears of it. */
    record Begin(RevisionSpec candidate) implements RecordAction {}

    record FailRollout(String reason, String message) implements RecordAction {}

    /** What is wanted has changed before the candidate served. */
    record Supersede() implements RecordAction {}

    record Finish() implements RecordAction {}

    record Park(String reason, String message) implements RecordAction {}

    record Removed() implements RecordAction {}

    /**
     * Something is on its way.
     *
     * @param next how long nobody has to look; null to look again soon
     */
    record Await(String what, Duration next) implements Action {
        public Await(String what) {
            this(what, null);
        }
    }

    record Nothing() implements Action {}
}
