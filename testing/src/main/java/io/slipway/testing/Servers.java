package io.slipway.testing;

import java.util.Map;
import java.util.Properties;

import io.slipway.embedded.KafkaAccess;

/** Where the servers of a test run are. Usernames and passwords are empty where a server wants none. */
record Servers(Endpoint postgres, Endpoint kafka, Endpoint registry) {

    /** An address (host:port) and who may use it. */
    record Endpoint(String address, String username, String password) {

        static Endpoint read(Properties properties, String name) {
            return new Endpoint(
                    required(properties, name),
                    properties.getProperty(name + ".username", ""),
                    properties.getProperty(name + ".password", ""));
        }

        private static String required(Properties properties, String name) {
            var value = properties.getProperty(name);
            if (value == null || value.isBlank()) {
                throw new IllegalStateException("set " + name + " to host:port, and " + name + ".username and " + name
                        + ".password when the server wants them");
            }
            return value;
        }

        void write(Properties properties, String name) {
            properties.setProperty(name, address);
            properties.setProperty(name + ".username", username);
            properties.setProperty(name + ".password", password);
        }
    }

    /** From properties {@code <prefix>postgres}, {@code <prefix>kafka}, {@code <prefix>registry} and their logins. */
    static Servers read(Properties properties, String prefix) {
        return new Servers(
                Endpoint.read(properties, prefix + "postgres"),
                Endpoint.read(properties, prefix + "kafka"),
                Endpoint.read(properties, prefix + "registry"));
    }

    Properties toProperties() {
        var properties = new Properties();
        postgres.write(properties, "postgres");
        kafka.write(properties, "kafka");
        registry.write(properties, "registry");
        return properties;
    }

    Map<String, String> kafkaClientProperties() {
        return kafka.username().isEmpty()
                ? Map.of("bootstrap.servers", kafka.address())
                : KafkaAccess.clientProperties(kafka.address(), kafka.username(), kafka.password());
    }
}
