package io.slipway.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EmbeddedPostgresTest {

    @TempDir
    Path directory;

    private final int port = FreePort.find();

    private EmbeddedPostgres start() {
        return EmbeddedPostgres.start(
                PostgresOptions.of(directory.resolve("pg"), port, "root-secret", Map.of("fsync", "off")));
    }

    private void run(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + port + "/things", "alice", "alice-secret");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void whatWasCommittedSurvivesARestart() throws SQLException {
        try (var first = start()) {
            first.createDatabase("things", "alice", "alice-secret");
            run("CREATE TABLE kept (id int)");
        }
        try (var second = start()) {
            assertThat(second.port()).isEqualTo(port);
            run("INSERT INTO kept VALUES (1)");
        }
    }

    @Test
    void aServerThatItsParentLeftBehindIsStoppedFirst() throws SQLException {
        // Nobody closes this one: as after a kill -9 of the process that started it.
        var orphan = start();
        orphan.createDatabase("things", "alice", "alice-secret");
        run("CREATE TABLE kept (id int)");
        try (var second = start()) {
            assertThat(second.pid()).isNotEqualTo(orphan.pid());
            assertThat(ProcessHandle.of(orphan.pid()).filter(ProcessHandle::isAlive))
                    .isEmpty();
            run("INSERT INTO kept VALUES (1)");
        }
    }

    @Test
    void aKilledServerRecovers() throws SQLException {
        var killed = start();
        killed.createDatabase("things", "alice", "alice-secret");
        run("CREATE TABLE kept (id int)");
        ProcessHandle.of(killed.pid()).ifPresent(ProcessHandle::destroyForcibly);
        killed.onExit().join();
        try (var second = start()) {
            assertThat(second.port()).isEqualTo(port);
            run("INSERT INTO kept VALUES (1)");
        }
    }

    @Test
    void nobodyGetsInWithoutThePassword() {
        try (var server = start()) {
            server.createDatabase("things", "alice", "alice-secret");
            assertThatThrownBy(() -> DriverManager.getConnection(
                            "jdbc:postgresql://" + server.address() + "/things", "alice", "wrong"))
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void othersAreKeptOutAlsoOfADatabaseWhoseMakerWasKilled() throws SQLException {
        try (var server = start()) {
            try (var connection = server.connect();
                    var statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE others");
            }
            server.createDatabase("others", "bob", "bob-secret");
            server.createDatabase("things", "alice", "alice-secret");
            assertThatThrownBy(() -> DriverManager.getConnection(
                            "jdbc:postgresql://" + server.address() + "/others", "alice", "alice-secret"))
                    .hasMessageContaining("permission denied for database");
        }
    }

    @Test
    void onlyAClusterThatNeedNotLastIsMadeWithoutSync() {
        assertThat(initdb(Map.of())).doesNotContain("--no-sync");
        assertThat(initdb(Map.of("fsync", "off"))).contains("--no-sync");
    }

    private List<String> initdb(Map<String, String> settings) {
        var options = PostgresOptions.of(directory.resolve("pg"), port, "root-secret", settings);
        return PostgresCluster.command(options, directory, directory.resolve("password"));
    }

    @Test
    void aTakenPortIsSaidInOneLine() throws IOException {
        try (var taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(taken.isBound()).isTrue();
            assertThatThrownBy(this::start)
                    .isInstanceOf(EmbeddedServerException.class)
                    .hasMessageContaining("Address already in use")
                    .message()
                    .doesNotContain("\n");
        }
    }
}
