package io.slipway.deployer.cluster;

import java.util.List;

/**
 * Where providers run. Every call blocks, may be repeated, and throws {@link ClusterException} when the cluster cannot
 * be asked; changes carry the caller's fence and throw {@link FencedException} when somebody newer has come.
 */
public interface Cluster {

    /**
     * {@link Observed#NOTHING} when the cluster does not know the installation.
     *
     * @param remembered revisions that were started and are still wanted, with marks instead of secrets: what runs is
     *     compared with them, see {@link RevisionStatus#drift}
     */
    Observed observe(Placement placement, List<RevisionSpec> remembered);

    /** From now on this revision is wanted: the cluster fetches, starts and restarts it. What has drifted comes back. */
    void start(Placement placement, long fence, RevisionSpec revision);

    /** @return false when the revision is not known or not ready (any more), and nothing moved */
    boolean route(Placement placement, long fence, int revision);

    /** From now on nothing gets the requests. */
    void unroute(Placement placement, long fence);

    /** Drains and stops a revision that gets no requests; returns before it is gone. */
    void stop(String installation, long fence, int revision);

    /**
     * Stops and forgets everything; returns before it is gone. What was accepted is durable: once this has returned, it comes
     * to its end without another call, whatever restarts meanwhile, and with {@code deleteData} so does the data, also of an
     * installation that has long gone. {@link #observe} does not tell of data, so nobody asks twice.
     */
    void remove(String installation, long fence, boolean deleteData);

    /** The provider's output; an empty page when the cluster does not know the installation. */
    LogPage logs(String installation, LogQuery query);

    /** Throws when the cluster cannot be asked. */
    void check();
}
