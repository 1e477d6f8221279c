package io.slipway.registry.resync;

import java.util.List;

/** What each service found when all compared. */
record ResyncReport(List<Entry> services) {

    /** @param changed how many facts it had missed */
    record Entry(String service, long compared, long changed) {
        static Entry of(String service, ResyncResult result) {
            return new Entry(service, result.compared(), result.changed());
        }
    }
}
