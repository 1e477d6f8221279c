package io.slipway.outbox;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.slipway.embedded.EmbeddedKafka;
import io.slipway.embedded.FreePort;
import io.slipway.embedded.KafkaOptions;
import io.slipway.testing.Scratch;

/** A broker of the test's own, which it may stop and start. */
public final class OwnKafka implements QuarkusTestResourceLifecycleManager {
    private KafkaOptions options;
    private EmbeddedKafka kafka;

    @Override
    public Map<String, String> start() {
        options = new KafkaOptions(
                Scratch.directory("slipway-kafka"),
                FreePort.find(),
                FreePort.find(),
                "slipway",
                "secret",
                List.of(),
                Map.of());
        up();
        Map<String, String> configuration = new HashMap<>();
        options.clientProperties().forEach((name, value) -> configuration.put("kafka." + name, value));
        return configuration;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, field -> field.getType() == OwnKafka.class);
    }

    @Override
    public int order() {
        // Behind Infrastructure, whose broker it replaces.
        return 10;
    }

    void up() {
        kafka = EmbeddedKafka.start(options);
    }

    void down() {
        kafka.close();
    }

    @Override
    public void stop() {
        kafka.close();
    }
}
