package io.slipway.registry.support;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;

import static org.awaitility.Awaitility.await;

/** A transaction of the test's own that the application has to wait for. */
public final class Locks implements AutoCloseable {
    /** Of those that wait for a row, each waits for the one before it. */
    private static final String WAITING = """
            with recursive waiting (pid) as (
                select pg_backend_pid()
                union
                select lock.pid from pg_locks lock join waiting on waiting.pid = any (pg_blocking_pids(lock.pid))
                where not lock.granted)
            select count(*) - 1 from waiting""";

    private final Connection connection;

    private Locks(Connection connection) {
        this.connection = connection;
    }

    /** @param sql takes the locks, which last until it is closed */
    public static Locks of(DataSource database, String sql) throws SQLException {
        Connection connection = database.getConnection();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        return new Locks(connection);
    }

    /** Until so many wait for it, or for somebody who does before them. */
    public void awaitWaiting(int many) {
        await().atMost(Duration.ofSeconds(20)).until(() -> waiting() >= many);
    }

    private int waiting() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(WAITING)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.rollback();
        connection.close();
    }
}
