package io.slipway.testing;

import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;

import io.micrometer.core.instrument.Metrics;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.slipway.contracts.Topics;

/**
 * Gives a test class's application a fresh database, topics of its own and an OCI registry, all on servers that a
 * Maven run shares, and sets every configuration name that a service needs for them. Init argument {@code database}
 * begins the database's name; {@code gated=true} puts {@link Gates} before the servers, {@code explained=true}
 * {@link Plans} before the database, injected into fields of that type.
 */
public final class Infrastructure implements QuarkusTestResourceLifecycleManager {

    private String name = "test";
    private TestDatabase database;
    private boolean gated;
    private TestTopics topics;
    private Gates gates;
    private boolean explained;
    private Plans plans;

    @Override
    public void init(Map<String, String> arguments) {
        name = arguments.getOrDefault("database", name).replace('-', '_');
        gated = Boolean.parseBoolean(arguments.get("gated"));
        explained = Boolean.parseBoolean(arguments.get("explained"));
    }

    @Override
    public Map<String, String> start() {
        var servers = Mode.configured().servers();
        var unique = name + "_"
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        database = TestDatabase.create(servers.postgres(), unique);
        topics = TestTopics.create(servers.kafkaClientProperties(), unique + ".", Topics.ALL);
        var configuration = new HashMap<String, String>();
        configuration.putAll(database.configuration());
        servers.kafkaClientProperties().forEach((key, value) -> configuration.put("kafka." + key, value));
        configuration.put("slipway.kafka.topic-prefix", topics.prefix());
        configuration.putAll(registry(servers));
        configuration.putAll(service(unique));
        if (gated) {
            gates = new Gates(servers, configuration);
        }
        if (explained) {
            plans = new Plans(database, servers.postgres().address(), configuration);
        }
        return configuration;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(gates, field -> gated && field.getType() == Gates.class);
        injector.injectIntoFields(plans, field -> explained && field.getType() == Plans.class);
    }

    private static Map<String, String> registry(Servers servers) {
        return Map.of(
                "slipway.oci.registry", servers.registry().address(),
                "slipway.oci.username", servers.registry().username(),
                "slipway.oci.password", servers.registry().password(),
                "slipway.oci.insecure", "true");
    }

    private static Map<String, String> service(String unique) {
        return Map.of(
                "slipway.instance-id",
                unique,
                "slipway.internal.token",
                "internal-" + unique,
                "slipway.secrets.current",
                "test",
                "slipway.secrets.keys.test",
                Base64.getEncoder().encodeToString(new byte[32]),
                "slipway.blobs.directory",
                Scratch.directory("slipway-blobs").toString(),
                "quarkus.http.test-port",
                "0",
                "quarkus.management.test-port",
                "0",
                "quarkus.devservices.enabled",
                "false");
    }

    @Override
    public void stop() {
        // The next application in this JVM would find meters there whose objects are gone, and not make its own.
        Metrics.globalRegistry.clear();
        // Quarkus stops a resource whose start failed, too.
        if (gates != null) {
            gates.close();
        }
        if (plans != null) {
            plans.close();
        }
        if (topics != null) {
            deleteTopics();
        }
        if (database != null) {
            database.close();
        }
    }

    private void deleteTopics() {
        try {
            topics.delete();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("topics " + topics.prefix() + "* could not be deleted", e);
        }
    }
}
