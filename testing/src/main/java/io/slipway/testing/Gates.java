package io.slipway.testing;

import java.util.List;
import java.util.Map;

import io.slipway.embedded.EmbeddedKafka;
import io.slipway.embedded.FreePort;
import io.slipway.embedded.KafkaOptions;

/**
 * Gates before the servers of one test class, which it shuts to take them away. The broker behind its gate is the class's
 * own, since a broker tells its clients to which address they shall come back.
 */
public final class Gates implements AutoCloseable {
    private final Gate postgres;
    private final Gate kafka = new Gate();
    private final Gate ociRegistry;
    private final EmbeddedKafka broker;

    /** Leads what is configured through gates. */
    Gates(Servers servers, Map<String, String> configuration) {
        postgres = Gate.to(servers.postgres().address());
        ociRegistry = Gate.to(servers.registry().address());
        KafkaOptions options = options(kafka);
        broker = EmbeddedKafka.start(options);
        kafka.leadTo("127.0.0.1:" + options.port());
        configuration.replaceAll((name, value) -> name.startsWith("quarkus.datasource.")
                ? value.replace(servers.postgres().address(), postgres.address())
                : value);
        options.clientProperties().forEach((name, value) -> configuration.put("kafka." + name, value));
        configuration.put("kafka.bootstrap.servers", kafka.address());
        configuration.put("slipway.oci.registry", ociRegistry.address());
    }

    private static KafkaOptions options(Gate gate) {
        return new KafkaOptions(
                Scratch.directory("slipway-kafka"),
                FreePort.find(),
                FreePort.find(),
                "slipway",
                "secret",
                List.of(),
                Map.of("advertised.listeners", "CLIENTS://" + gate.address()));
    }

    public Gate postgres() {
        return postgres;
    }

    public Gate kafka() {
        return kafka;
    }

    public Gate ociRegistry() {
        return ociRegistry;
    }

    @Override
    public void close() {
        postgres.close();
        ociRegistry.close();
        kafka.close();
        broker.close();
    }
}
