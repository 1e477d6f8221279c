package io.slipway.registry.contract;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

import static org.awaitility.Awaitility.await;

/** How many rows PostgreSQL has read of each large table, by a scan of all of it and by an index. */
final class TableReads {
    private static final String COUNTS = """
            select relname, seq_tup_read, coalesce(idx_tup_fetch, 0) from pg_stat_user_tables where n_live_tup >= %d""";
    /** Backends tell their counts at the latest when they end; the application opens others. */
    private static final String END_OTHERS = """
            select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and usename = current_user and pid <> pg_backend_pid()""";

    private static final String OTHERS = """
            select count(*) from pg_stat_activity where datname = current_database() and pid = any ('%s')""";

    private final DataSource database;
    private final int largeTable;

    /** @param largeTable from so many rows on a table counts */
    TableReads(DataSource database, int largeTable) {
        this.database = database;
        this.largeTable = largeTable;
    }

    /** @param bySequence rows read by sequential scans. @param byIndex rows fetched by index scans */
    record Rows(long bySequence, long byIndex) {
        Rows minus(Rows before) {
            return new Rows(bySequence - before.bySequence, byIndex - before.byIndex);
        }
    }

    /** By table; all that was read until now is in it. */
    Map<String, Rows> now() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            flush(statement);
            Map<String, Rows> reads = new HashMap<>();
            try (ResultSet rows = statement.executeQuery(COUNTS.formatted(largeTable))) {
                while (rows.next()) {
                    reads.put(rows.getString(1), new Rows(rows.getLong(2), rows.getLong(3)));
                }
            }
            return reads;
        }
    }

    private static void flush(Statement statement) throws SQLException {
        String others = text(
                statement,
                "select coalesce(array_agg(pid), '{}')::text from pg_stat_activity "
                        + "where datname = current_database() and usename = current_user and pid <> pg_backend_pid()");
        statement.execute(END_OTHERS);
        await().pollInterval(Duration.ofMillis(20))
                .until(() -> text(statement, OTHERS.formatted(others)).equals("0"));
        statement.execute("select pg_stat_clear_snapshot()");
    }

    private static String text(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
