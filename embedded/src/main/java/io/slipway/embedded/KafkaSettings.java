package io.slipway.embedded;

import java.util.LinkedHashMap;
import java.util.Map;

/** server.properties of a single node that is broker and controller, small enough for a 128 MiB heap. */
final class KafkaSettings {

    private KafkaSettings() {}

    static Map<String, String> of(KafkaOptions options) {
        var settings = new LinkedHashMap<String, String>();
        node(options, settings);
        authentication(options, settings);
        single(settings);
        small(settings);
        quick(settings);
        settings.putAll(options.settings());
        return settings;
    }

    private static void node(KafkaOptions options, Map<String, String> settings) {
        var clients = "CLIENTS://127.0.0.1:" + options.port();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + options.controllerPort());
        settings.put("listeners", clients + ",CONTROLLER://127.0.0.1:" + options.controllerPort());
        settings.put("advertised.listeners", clients);
        settings.put("inter.broker.listener.name", "CLIENTS");
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("log.dirs", options.directory().toString());
        settings.put("num.partitions", "4");
        // A lifecycle topic that was deleted comes back with the first event; consumers reconcile from snapshots.
        settings.put("auto.create.topics.enable", "true");
    }

    private static void authentication(KafkaOptions options, Map<String, String> settings) {
        var login = KafkaAccess.broker(options.username(), options.password());
        settings.put("listener.security.protocol.map", "CLIENTS:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT");
        settings.put("sasl.enabled.mechanisms", "PLAIN");
        settings.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
        settings.put("sasl.mechanism.controller.protocol", "PLAIN");
        settings.put("listener.name.clients.plain.sasl.jaas.config", login);
        settings.put("listener.name.controller.plain.sasl.jaas.config", login);
    }

    private static void single(Map<String, String> settings) {
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "2");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("share.coordinator.state.topic.num.partitions", "1");
    }

    private static void small(Map<String, String> settings) {
        settings.put("num.network.threads", "1");
        settings.put("num.io.threads", "2");
        settings.put("background.threads", "2");
        settings.put("num.replica.fetchers", "1");
        settings.put("log.cleaner.threads", "1");
        // The default takes 128 MiB of heap at start.
        settings.put("log.cleaner.dedupe.buffer.size", "2097152");
        settings.put("log.cleaner.io.buffer.size", "65536");
        settings.put("log.segment.bytes", "16777216");
        settings.put("log.index.size.max.bytes", "1048576");
        settings.put("queued.max.requests", "50");
        settings.put("socket.request.max.bytes", "16777216");
    }

    private static void quick(Map<String, String> settings) {
        settings.put("group.initial.rebalance.delay.ms", "0");
        // A killed broker's registration must have ended before it registers anew: a restart hangs on
        // DuplicateBrokerRegistration for the default 9 s.
        settings.put("broker.session.timeout.ms", "3000");
        settings.put("broker.heartbeat.interval.ms", "200");
    }
}
