package io.slipway.deployer.cluster;

import java.time.Instant;
import java.util.List;

/** @param next where the following page begins; null when the cluster has none */
public record LogPage(List<Line> items, String next) {
    public static final LogPage EMPTY = new LogPage(List.of(), null);

    /** @param time null when the cluster does not know it */
    public record Line(String offset, Instant time, Integer revision, String text) {}
}
