package io.slipway.registry.blob;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;

/**
 * Another replica, as a process of its own: it does with the application's statements and its file store what a publisher
 * or a sweeper does, step by step as it is told on its input, and stands still in between. Each step is answered by a line.
 */
final class ReplicaProcess {
    private final FileBlobStore store;
    private final Connection database;

    private ReplicaProcess(FileBlobStore store, Connection database) {
        this.store = store;
        this.database = database;
    }

    /** Arguments: directory of the blobs, name of the replica, JDBC URL, user, password. */
    public static void main(String[] arguments) throws Exception {
        var config = new Keep(Path.of(arguments[0]), Duration.ofHours(24));
        try (Connection database = DriverManager.getConnection(arguments[2], arguments[3], arguments[4]);
                var steps = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            database.setAutoCommit(false);
            var replica = new ReplicaProcess(new FileBlobStore(config, arguments[1]), database);
            for (String step = steps.readLine(); step != null; step = steps.readLine()) {
                System.out.println(replica.done(step.split(" ")));
            }
        }
    }

    private String done(String[] step) throws IOException, SQLException {
        return switch (step[0]) {
            case "touch" -> touch(step[1]);
            case "sweep" -> sweep();
            case "commit" -> commit();
            default -> throw new IllegalArgumentException(step[0]);
        };
    }

    /** The row is this process's until it commits. */
    private String touch(String sha256) throws SQLException {
        try (PreparedStatement touch = database.prepareStatement(BlobRows.TOUCH.replaceAll(":\\w+", "?"))) {
            touch.setString(1, sha256);
            touch.setLong(2, 1);
            touch.setObject(3, OffsetDateTime.now());
            touch.setObject(4, OffsetDateTime.now());
            return Integer.toString(touch.executeUpdate());
        }
    }

    /** Row and file are gone, but nothing is committed. */
    private String sweep() throws IOException, SQLException {
        try (PreparedStatement delete = database.prepareStatement(BlobRows.DELETE_ONE.replaceAll(":\\w+", "?"))) {
            delete.setObject(1, OffsetDateTime.now().minusDays(1));
            try (ResultSet deleted = delete.executeQuery()) {
                if (!deleted.next()) {
                    return "nothing";
                }
                store.delete(deleted.getString(1));
                return deleted.getString(1);
            }
        }
    }

    private String commit() throws SQLException {
        database.commit();
        return "committed";
    }
}
