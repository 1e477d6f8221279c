package io.slipway.outbox;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;

/** The database as a test looks at it, from outside. */
@ApplicationScoped
public class Database {
    private final DataSource source;

    Database(DataSource source) {
        this.source = source;
    }

    public Connection connect() throws SQLException {
        return source.getConnection();
    }

    public void execute(String sql) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    public long count(String sql) {
        return longs(sql).getFirst();
    }

    public List<Long> longs(String sql) {
        return texts(sql).stream().map(Long::valueOf).toList();
    }

    public List<String> texts(String sql) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The sequences whose effects were applied, in their order. */
    public List<Long> applied(String installation) {
        return longs("select sequence from effect where installation = '" + installation + "' order by id");
    }
}
