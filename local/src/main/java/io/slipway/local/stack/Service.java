package io.slipway.local.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The three services, each with a process and a database of its own. */
enum Service {
    /** Uploads under way may end. */
    REGISTRY_API("registry-api", "registry", Duration.ofSeconds(60)),
    BUILD_ORCHESTRATOR("build-orchestrator", "builds", Duration.ofSeconds(2)),
    DEPLOYER("deployer", "deployer", Duration.ofSeconds(10));

    /** What a service does before and after its own waiting. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private final String module;
    private final String database;
    private final Duration shutdown;

    Service(String module, String database, Duration shutdown) {
        this.module = module;
        this.database = database;
        this.shutdown = shutdown;
    }

    /** How long it lets requests under way go on when it is asked to end: it gets this as its setting. */
    Duration shutdown() {
        return shutdown;
    }

    /** After this, it does not end by itself any more. */
    Duration grace() {
        return shutdown.plus(MARGIN);
    }

    /** Name of the service, its module and its log. */
    String module() {
        return module;
    }

    /** Name of the database and of its owner. */
    String database() {
        return database;
    }

    Path jar(Path home) {
        return home.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
    }

    static void requireBuilt(Path home) {
        List<String> missing = Stream.of(values())
                .filter(service -> !Files.exists(service.jar(home)))
                .map(Service::module)
                .toList();
        if (!missing.isEmpty()) {
            throw new StackFailure(
                    StackFailure.Kind.NOT_BUILT,
                    String.join(", ", missing) + " not built: run `./mvnw -Dmaven.test.skip package` in " + home);
        }
    }
}
