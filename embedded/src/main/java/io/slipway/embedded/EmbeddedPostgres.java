package io.slipway.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;

/** A PostgreSQL 18 server of our own on 127.0.0.1, with passwords (SCRAM), whose files survive restarts. */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(20);

    private final PostgresOptions options;
    private final Process process;

    private EmbeddedPostgres(PostgresOptions options, Process process) {
        this.options = options;
        this.process = process;
    }

    /**
     * Returns when the server takes connections. A server that a killed process left on this directory is stopped
     * first.
     *
     * @throws EmbeddedServerException with one line that says why it did not start
     */
    public static EmbeddedPostgres start(PostgresOptions options) {
        try {
            var binaries = PostgresBinaries.unpacked(options.binaries());
            stopOrphan(options.directory());
            PostgresCluster.initialize(options, binaries);
            var server = new EmbeddedPostgres(options, launch(options, binaries));
            server.awaitReady();
            return server;
        } catch (IOException e) {
            throw new EmbeddedServerException("PostgreSQL did not start: " + e.getMessage(), e);
        }
    }

    /** Stops the server that a killed process left on this directory, if there is one. */
    public static void stopOrphan(Path directory) {
        try {
            Postmaster.of(directory).ifPresent(Postmaster::stop);
        } catch (IOException e) {
            throw new EmbeddedServerException("the pid file of PostgreSQL in " + directory + " cannot be read", e);
        }
    }

    private static Process launch(PostgresOptions options, Path binaries) throws IOException {
        var command = new ArrayList<String>();
        command.add(binaries.resolve("bin/postgres").toString());
        command.addAll(List.of("-D", options.directory().toString()));
        settings(options).forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        // The log of the last run would hide why this one fails.
        Files.deleteIfExists(options.logFile());
        return new ProcessBuilder(Unprivileged.command(command, true))
                .redirectErrorStream(true)
                .redirectOutput(options.logFile().toFile())
                .start();
    }

    private static Map<String, String> settings(PostgresOptions options) {
        var settings = new LinkedHashMap<String, String>();
        settings.put("port", Integer.toString(options.port()));
        settings.put("listen_addresses", "127.0.0.1");
        settings.put("unix_socket_directories", "");
        settings.put("password_encryption", "scram-sha-256");
        settings.put("shared_buffers", "16MB");
        settings.put("max_connections", "60");
        settings.put("huge_pages", "off");
        settings.put("timezone", "UTC");
        settings.put("log_timezone", "UTC");
        // No I/O workers of their own: three processes that such a small server does not need.
        settings.put("io_method", "sync");
        settings.putAll(options.settings());
        return settings;
    }

    private void awaitReady() {
        var deadline = System.nanoTime() + options.patience().toNanos();
        while (true) {
            try (var connection = connect()) {
                if (connection.isValid(1)) {
                    return;
                }
            } catch (SQLException e) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    close();
                    throw new EmbeddedServerException("PostgreSQL did not start: " + reason(e), e);
                }
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("interrupted while PostgreSQL started", e);
        }
    }

    private String reason(SQLException last) {
        try (var lines = Files.lines(options.logFile())) {
            return lines.filter(
                            line -> line.contains("FATAL") || line.contains("could not") || line.contains("unshare"))
                    .map(line -> line.replaceFirst("^.*?(LOG|FATAL|WARNING|ERROR): +", ""))
                    .findFirst()
                    .orElse(last.getMessage());
        } catch (IOException e) {
            return last.getMessage();
        }
    }

    /** Makes the database and its owner when they are missing, and sets the owner's password in any case. */
    public void createDatabase(String name, String user, String password) {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            var role = exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", user) ? "ALTER" : "CREATE";
            statement.execute(role + " ROLE " + statement.enquoteIdentifier(user, true) + " LOGIN PASSWORD "
                    + statement.enquoteLiteral(password));
            if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", name)) {
                statement.execute("CREATE DATABASE " + statement.enquoteIdentifier(name, true) + " OWNER "
                        + statement.enquoteIdentifier(user, true));
            }
            // Also of one that is there: whoever made it may have been killed before this.
            statement.execute("REVOKE CONNECT ON DATABASE " + statement.enquoteIdentifier(name, true) + " FROM PUBLIC");
        } catch (SQLException e) {
            throw new EmbeddedServerException("database " + name + " could not be made: " + e.getMessage(), e);
        }
    }

    private static boolean exists(Connection connection, String query, String value) throws SQLException {
        try (var statement = connection.prepareStatement(query)) {
            statement.setString(1, value);
            return statement.executeQuery().next();
        }
    }

    /** As the superuser, to the database {@code postgres}. */
    public Connection connect() throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", "postgres");
        properties.setProperty("password", options.password());
        properties.setProperty("connectTimeout", "5");
        return DriverManager.getConnection("jdbc:postgresql://" + address() + "/postgres", properties);
    }

    /** host:port. */
    public String address() {
        return "127.0.0.1:" + options.port();
    }

    public int port() {
        return options.port();
    }

    public long pid() {
        return process.pid();
    }

    /** Completes when the server has ended, whoever ended it. */
    public CompletableFuture<Process> onExit() {
        return process.onExit();
    }

    /** Ends sessions, writes a checkpoint, returns when the server is gone. */
    @Override
    public void close() {
        if (process.isAlive()) {
            new Postmaster(process.toHandle()).stop();
        }
    }
}
