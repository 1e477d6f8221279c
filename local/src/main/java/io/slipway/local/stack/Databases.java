package io.slipway.local.stack;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.slipway.embedded.EmbeddedPostgres;
import io.slipway.embedded.EmbeddedServerException;
import io.slipway.embedded.PostgresOptions;
import io.slipway.local.stack.child.Child;
import io.slipway.local.stack.child.LogFiles;

/** PostgreSQL with one database and one owner per service. */
final class Databases {
    /** fsync stays on: what was answered with 202 survives a power failure. Small otherwise: it serves three pools. */
    private static final Map<String, String> SETTINGS = Map.of(
            "shared_buffers", "16MB",
            "max_connections", "50",
            "max_wal_size", "128MB",
            "max_worker_processes", "2",
            "max_parallel_workers", "0",
            "autovacuum_max_workers", "1",
            "max_logical_replication_workers", "0",
            "wal_buffers", "1MB",
            "jit", "off");

    private final Plan plan;

    Databases(Plan plan) {
        this.plan = plan;
    }

    Child start() {
        var log = plan.directory().log("postgresql");
        LogFiles.rotate(log);
        var options = PostgresOptions.of(
                plan.directory().file("pg"),
                plan.ports().postgres(),
                plan.secrets().postgres(),
                SETTINGS);
        var server = start(options.logTo(log));
        plan.secrets().databases().forEach((name, password) -> server.createDatabase(name, name, password));
        return new Server(server);
    }

    private static EmbeddedPostgres start(PostgresOptions options) {
        try {
            return EmbeddedPostgres.start(options);
        } catch (EmbeddedServerException e) {
            throw new StackFailure(e.getMessage() + " (all of it in " + options.logFile() + ")", e);
        }
    }

    private record Server(EmbeddedPostgres server) implements Child {
        @Override
        public long pid() {
            return server.pid();
        }

        @Override
        public CompletableFuture<String> onExit() {
            return server.onExit().thenApply(process -> "exit code " + process.exitValue());
        }

        @Override
        public void awaitReady() {
            // EmbeddedPostgres.start has waited.
        }

        @Override
        public void stop() {
            server.close();
        }
    }
}
