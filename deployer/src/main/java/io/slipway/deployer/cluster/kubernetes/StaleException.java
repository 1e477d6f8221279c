package io.slipway.deployer.cluster.kubernetes;

import io.slipway.deployer.cluster.ClusterException;

/** What was seen is not what is there: look again, then decide. */
final class StaleException extends ClusterException {
    StaleException(String message) {
        super(message);
    }
}
