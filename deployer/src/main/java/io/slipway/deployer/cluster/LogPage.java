package io.slipway.deployer.cluster;

import java.time.Instant;
import java.util.List;

/** @param next where the following page begins; null when the cluster has none */
public record LogPage(List<Line> items, String next) {

    /** @param time null when the cluster does not know it */
    public record Line(String offset, Instant time, Integer revision, String text) {}
}
