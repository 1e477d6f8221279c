package io.slipway.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a broker is started with.
 *
 * @param directory holds the log and the metadata; made when missing, used again when not
 * @param port of the clients' listener on 127.0.0.1
 * @param controllerPort of the quorum's listener on 127.0.0.1; only the broker itself connects to it
 * @param topics made at start when they are missing
 * @param settings of server.properties, they win over the defaults
 */
public record KafkaOptions(
        Path directory,
        int port,
        int controllerPort,
        String username,
        String password,
        List<String> topics,
        Map<String, String> settings) {

    public KafkaOptions {
        topics = List.copyOf(topics);
        settings = Map.copyOf(settings);
    }

    /** The client's side of the broker's authentication, as Kafka properties. */
    public Map<String, String> clientProperties() {
        return KafkaAccess.clientProperties("127.0.0.1:" + port, username, password);
    }
}
