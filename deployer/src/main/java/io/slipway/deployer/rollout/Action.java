package io.slipway.deployer.rollout;

import io.slipway.deployer.cluster.RevisionSpec;

/** The next thing to do for an installation. */
public sealed interface Action {

    /** An action that asks the cluster for a change; repeating it does no harm. */
    sealed interface ClusterAction extends Action {}

    /** An action that changes what is recorded, and is saved before anything else happens. */
    sealed interface RecordAction extends Action {}

    record StartRevision(RevisionSpec revision) implements ClusterAction {}

    record MoveTraffic(int revision) implements ClusterAction {}

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

    /** Something is on its way; look again soon. */
    record Await(String what) implements Action {}

    record Nothing() implements Action {}
}
