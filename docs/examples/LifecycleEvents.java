import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Prints Slipway's lifecycle events from the first that is kept, each aggregate's state once. Runs until it is stopped.
 *
 * <p>Arguments: the bootstrap servers; when the broker asks for them, a user and a password (else nothing, or empty); when
 * the deployment has one, the topics' prefix.
 */
class LifecycleEvents {
    static final List<String> TOPICS =
            List.of("slipway.versions", "slipway.builds", "slipway.installations", "slipway.rollouts");

    public static void main(String[] args) {
        if (args.length == 0 || args.length == 2 || args.length > 4) {
            System.err.println("usage: LifecycleEvents BOOTSTRAP_SERVERS [USER PASSWORD [TOPIC_PREFIX]]");
            System.exit(2);
        }
        // A consumer that must miss nothing keeps these in its database, in one transaction with what it does.
        Map<String, Long> newest = new HashMap<>();
        try (var consumer = new KafkaConsumer<String, String>(configuration(args))) {
            String prefix = args.length == 4 ? args[3] : "";
            consumer.subscribe(TOPICS.stream().map(topic -> prefix + topic).toList());
            while (true) {
                for (ConsumerRecord<String, String> event : consumer.poll(Duration.ofSeconds(1))) {
                    String aggregate = event.topic() + " " + header(event, "ce_source") + " " + header(event, "ce_subject");
                    long sequence = Long.parseLong(header(event, "ce_sequence"));
                    if (sequence > newest.getOrDefault(aggregate, 0L)) {
                        newest.put(aggregate, sequence);
                        System.out.printf(
                                "%s %s %s #%d%n%s%n",
                                header(event, "ce_time"),
                                header(event, "ce_type"),
                                header(event, "ce_subject"),
                                sequence,
                                event.value());
                    }
                }
            }
        }
    }

    static Properties configuration(String[] args) {
        Properties configuration = new Properties();
        configuration.put("bootstrap.servers", args[0]);
        configuration.put("group.id", "lifecycle-events-example-" + ProcessHandle.current().pid());
        configuration.put("auto.offset.reset", "earliest");
        configuration.put("key.deserializer", StringDeserializer.class.getName());
        configuration.put("value.deserializer", StringDeserializer.class.getName());
        if (args.length >= 3 && !args[1].isEmpty()) {
            configuration.put("security.protocol", "SASL_PLAINTEXT");
            configuration.put("sasl.mechanism", "PLAIN");
            configuration.put(
                    "sasl.jaas.config",
                    "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + args[1]
                            + "\" password=\"" + args[2] + "\";");
        }
        return configuration;
    }

    static String header(ConsumerRecord<String, String> event, String name) {
        Header header = event.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
