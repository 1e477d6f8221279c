package io.slipway.local.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The three services, each with a process and a database of its own. */
enum Service {
    REGISTRY_API("registry-api", "registry"),
    BUILD_ORCHESTRATOR("build-orchestrator", "builds"),
    DEPLOYER("deployer", "deployer");

    private final String module;
    private final String database;

    Service(String module, String database) {
        this.module = module;
        this.database = database;
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
