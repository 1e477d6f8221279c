package io.slipway.local.node;

import java.nio.file.Path;

/**
 * @param directory everything that the node keeps: state, images, data and logs of installations
 * @param apiPort 0 = any free one
 * @param gatewayPort 0 = any free one
 * @param token what clients of the API must send as bearer token
 * @param registryAddress host:port of the OCI registry, spoken to over plain HTTP
 */
public record NodeConfig(
        Path directory,
        int apiPort,
        int gatewayPort,
        String token,
        String registryAddress,
        String registryUsername,
        String registryPassword) {

    @Override
    public String toString() {
        return "NodeConfig[" + directory + "]"; // no secrets in logs
    }
}
