package io.slipway.testing;

import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * Containers that live as long as this JVM; Testcontainers' reaper removes them. An image named {@code embedded} takes
 * the embedded server instead, so that one image can be tried alone.
 */
final class ContainerServers {

    private static final String EMBEDDED = "embedded";

    /** System properties tell where they are, because Quarkus loads this class anew for each test profile. */
    private static final String STARTED = "slipway.testcontainers.started.";

    private ContainerServers() {}

    static synchronized Servers start() {
        if (System.getProperty(STARTED + "postgres") == null) {
            new Servers(postgres(), kafka(), registry())
                    .toProperties()
                    .forEach((name, value) -> System.setProperty(STARTED + name, value.toString()));
        }
        return Servers.read(System.getProperties(), STARTED);
    }

    private static Servers.Endpoint postgres() {
        var image = image("postgres", "postgres:18");
        if (image.equals(EMBEDDED)) {
            return SharedServers.attach().postgres();
        }
        var container = new PostgreSQLContainer(DockerImageName.parse(image).asCompatibleSubstituteFor("postgres"))
                .withCommand("postgres", "-c", "fsync=off", "-c", "max_connections=300");
        container.start();
        return new Servers.Endpoint(
                container.getHost() + ":" + container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                container.getUsername(),
                container.getPassword());
    }

    private static Servers.Endpoint kafka() {
        var image = image("kafka", "apache/kafka:4.1.1");
        if (image.equals(EMBEDDED)) {
            return SharedServers.attach().kafka();
        }
        var container = new KafkaContainer(DockerImageName.parse(image).asCompatibleSubstituteFor("apache/kafka"));
        container.start();
        return new Servers.Endpoint(container.getBootstrapServers(), "", "");
    }

    private static Servers.Endpoint registry() {
        var image = image("registry", "registry:3");
        if (image.equals(EMBEDDED)) {
            return SharedServers.attach().registry();
        }
        var container = new GenericContainer<>(DockerImageName.parse(image)).withExposedPorts(5000);
        container.start();
        return new Servers.Endpoint(container.getHost() + ":" + container.getMappedPort(5000), "", "");
    }

    private static String image(String name, String usual) {
        return System.getProperty("slipway.testcontainers." + name, usual);
    }
}
