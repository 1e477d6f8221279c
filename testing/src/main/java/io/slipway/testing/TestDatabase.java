package io.slipway.testing;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** A database and its owner, both with the same unique name; gone after {@link #close}. */
final class TestDatabase implements AutoCloseable {

    private final Servers.Endpoint server;
    private final String name;

    private TestDatabase(Servers.Endpoint server, String name) {
        this.server = server;
        this.name = name;
    }

    /** The name is lowercase letters, digits and underscores: it stands unquoted in SQL. */
    static TestDatabase create(Servers.Endpoint server, String name) {
        if (!name.matches("[a-z][a-z0-9_]{0,50}")) {
            throw new IllegalArgumentException("not a name for a test database: " + name);
        }
        var database = new TestDatabase(server, name);
        database.execute(List.of(
                "CREATE ROLE " + name + " LOGIN PASSWORD '" + password(name) + "'",
                "CREATE DATABASE " + name + " OWNER " + name));
        return database;
    }

    /**
     * Everything that the owner's later connections do is explained, as it was done, in notices to the client; those that
     * there are end.
     */
    void explain() {
        String explained = "ALTER ROLE " + name + " SET ";
        execute(List.of(
                explained + "session_preload_libraries = 'auto_explain'",
                explained + "auto_explain.log_min_duration = 0",
                explained + "auto_explain.log_analyze = on",
                explained + "auto_explain.log_timing = off",
                explained + "auto_explain.log_nested_statements = on",
                explained + "auto_explain.log_format = json",
                explained + "auto_explain.log_level = notice",
                "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE usename = '" + name + "'"));
    }

    private static String password(String name) {
        return "secret-" + name;
    }

    private void execute(List<String> statements) {
        var url = "jdbc:postgresql://" + server.address() + "/postgres";
        try (var connection = DriverManager.getConnection(url, server.username(), server.password());
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL at " + server.address() + ": " + e.getMessage(), e);
        }
    }

    Map<String, String> configuration() {
        var address = "postgresql://" + server.address() + "/" + name;
        return Map.of(
                "quarkus.datasource.reactive.url",
                address,
                "quarkus.datasource.jdbc.url",
                "jdbc:" + address,
                "quarkus.datasource.username",
                name,
                "quarkus.datasource.password",
                password(name));
    }

    @Override
    public void close() {
        execute(List.of("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)", "DROP ROLE IF EXISTS " + name));
    }
}
