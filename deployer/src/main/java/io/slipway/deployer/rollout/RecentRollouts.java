package io.slipway.deployer.rollout;

import java.util.List;
import java.util.stream.Stream;

import io.slipway.contracts.InstallationOutcome.RolloutRecord;

/** The last {@value #MOST} rollouts, oldest first: each event carries them. */
final class RecentRollouts {
    static final int MOST = 5;

    private RecentRollouts() {}

    /** With this one, in the place of itself as it was; what it was begun for stays. */
    static List<RolloutRecord> with(List<RolloutRecord> recent, RolloutRecord now) {
        RolloutRecord before = recent.stream()
                .filter(one -> one.number() == now.number())
                .findFirst()
                .orElse(now);
        List<RolloutRecord> all = Stream.concat(
                        recent.stream().filter(one -> one.number() != now.number()),
                        Stream.of(new RolloutRecord(now.number(), now.rollout(), before.decision())))
                .toList();
        return all.subList(Math.max(0, all.size() - MOST), all.size());
    }
}
