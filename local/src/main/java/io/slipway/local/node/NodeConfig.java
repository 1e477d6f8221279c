package io.slipway.local.node;

import java.nio.file.Path;
import java.util.Set;

import io.slipway.local.settings.Environment;
import io.slipway.local.settings.RegistryAccess;

/**
 * @param directory everything that the node keeps: state, images, data and logs of installations
 * @param host address that the API and the gateway listen on
 * @param apiPort 0 = any free one
 * @param gatewayPort 0 = any free one
 * @param token what clients of the API must send as bearer token
 * @param reservedPorts of servers beside the node that may not be up yet: no provider gets them
 */
public record NodeConfig(
        Path directory,
        String host,
        int apiPort,
        int gatewayPort,
        String token,
        RegistryAccess registry,
        Set<Integer> reservedPorts) {
    public static final String LOOPBACK = "127.0.0.1";

    private static final int API_PORT = 8080;
    private static final int GATEWAY_PORT = 8081;

    /** @throws io.slipway.local.settings.InvalidSettingException for the first setting that is missing or wrong */
    static NodeConfig from(Environment environment) {
        return new NodeConfig(
                Path.of(environment.required("SLIPWAY_NODE_DIRECTORY")),
                environment.optional("SLIPWAY_NODE_HOST", LOOPBACK),
                environment.port("SLIPWAY_NODE_PORT", API_PORT),
                environment.port("SLIPWAY_NODE_GATEWAY_PORT", GATEWAY_PORT),
                environment.required("SLIPWAY_NODE_TOKEN"),
                RegistryAccess.from(environment),
                Set.of());
    }

    @Override
    public String toString() {
        return "NodeConfig[" + directory + "]"; // no secrets in logs
    }
}
