package io.slipway.deployer.installation;

import io.slipway.deployer.cluster.ClusterException;

/** A revision cannot be started, because the values of its secrets cannot be had now. Nothing starts without them. */
class SecretsMissingException extends ClusterException {
    private static final long serialVersionUID = 1L;

    static final String REASON = "SecretsMissing";
    static final String MESSAGE =
            "The values of the config's secrets cannot be had now. Nothing is started without them and"
                    + " nothing was rejected; it is tried again by itself.";

    SecretsMissingException(int configRevision) {
        super("the secrets of config revision " + configRevision + " cannot be had now");
    }
}
