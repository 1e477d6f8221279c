package io.slipway.local.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Makes the AOT cache (JEP 483, 514) of a service while its image is built: starts it where there is nothing to connect to,
 * and keeps what it had loaded when it gave up, which is most of a start. Arguments: the service's jar, the cache. The JVM's
 * flags come from {@code JAVA_TOOL_OPTIONS}, as they do when the image runs: with others the cache would not be taken.
 */
public final class RecordStart {
    private static final String NOWHERE = "127.0.0.1:1";
    /** What the services demand; a key is 32 bytes in Base64. */
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("SLIPWAY_INTERNAL_TOKEN", "not-a-token-but-long-enough-for-one"),
            Map.entry("SLIPWAY_OCI_REGISTRY", NOWHERE),
            Map.entry("SLIPWAY_REGISTRY_API_URL", "http://" + NOWHERE),
            Map.entry("SLIPWAY_BUILD_ORCHESTRATOR_URL", "http://" + NOWHERE),
            Map.entry("SLIPWAY_DEPLOYER_URL", "http://" + NOWHERE),
            Map.entry("SLIPWAY_NODE_URL", "http://" + NOWHERE),
            Map.entry("SLIPWAY_NODE_TOKEN", "not-a-token"),
            Map.entry("SLIPWAY_BLOBS_DIRECTORY", "/tmp/blobs"),
            Map.entry("SLIPWAY_BUILDS_DIRECTORY", "/tmp/builds"),
            Map.entry("SLIPWAY_SECRETS_CURRENT", "k1"),
            Map.entry("SLIPWAY_SECRETS_KEYS_K1", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="),
            Map.entry("KAFKA_BOOTSTRAP_SERVERS", NOWHERE),
            Map.entry("QUARKUS_DATASOURCE_REACTIVE_URL", "postgresql://" + NOWHERE + "/none"),
            Map.entry("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://" + NOWHERE + "/none"),
            Map.entry("QUARKUS_DATASOURCE_USERNAME", "none"),
            Map.entry("QUARKUS_DATASOURCE_PASSWORD", "none"),
            Map.entry("QUARKUS_LOG_LEVEL", "OFF"));

    private RecordStart() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path cache = Path.of(arguments[1]);
        // As the image's entry point names the jar: the class path is part of the cache.
        ProcessBuilder service = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:AOTCacheOutput=" + cache,
                        "-jar",
                        arguments[0]))
                .inheritIO();
        service.environment().putAll(SETTINGS);
        int exit = service.start().waitFor();
        if (!Files.exists(cache)) {
            System.err.println("no AOT cache was written; the service ended with " + exit);
            System.exit(1);
        }
    }
}
