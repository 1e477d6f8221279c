package io.slipway.embedded;

import java.util.Map;

/** SASL/PLAIN on loopback, told to clients and to the broker. */
public final class KafkaAccess {

    private KafkaAccess() {}

    /** The property that holds the password is {@code sasl.jaas.config}: keep it out of logs and process arguments. */
    public static Map<String, String> clientProperties(String bootstrap, String username, String password) {
        return Map.of(
                "bootstrap.servers",
                bootstrap,
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                login(username, password));
    }

    static String login(String username, String password) {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + username
                + "\" password=\"" + password + "\";";
    }

    static String broker(String username, String password) {
        var login = login(username, password);
        return login.substring(0, login.length() - 1) + " user_" + username + "=\"" + password + "\";";
    }
}
