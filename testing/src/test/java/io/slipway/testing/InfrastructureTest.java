package io.slipway.testing;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.slipway.contracts.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class InfrastructureTest {

    @Test
    void everyUseHasADatabaseAndTopicsOfItsOwnOnTheSameServers() throws Exception {
        var one = infrastructure();
        var other = infrastructure();
        try {
            var first = one.start();
            var second = other.start();
            assertThat(first.get("kafka.bootstrap.servers")).isEqualTo(second.get("kafka.bootstrap.servers"));
            assertThat(first.get("slipway.oci.registry")).isEqualTo(second.get("slipway.oci.registry"));
            assertThat(first.get("quarkus.datasource.jdbc.url"))
                    .isNotEqualTo(second.get("quarkus.datasource.jdbc.url"));
            run(first, "CREATE TABLE things (id int)");
            run(second, "CREATE TABLE things (id int)");
            assertThat(topics(first)).contains(first.get("slipway.kafka.topic-prefix") + Topics.VERSIONS);
        } finally {
            one.stop();
            other.stop();
        }
    }

    @Test
    void theDatabaseIsGoneAfterwards() {
        var used = infrastructure();
        var configuration = used.start();
        used.stop();
        assertThatThrownBy(() -> run(configuration, "SELECT 1")).isInstanceOf(SQLException.class);
    }

    @Test
    void whatTheDatabaseDoesIsExplained() throws Exception {
        var infrastructure = infrastructure();
        infrastructure.init(Map.of("explained", "true"));
        try {
            var configuration = new HashMap<>(infrastructure.start());
            run(configuration, "CREATE TABLE things (id int)");
            var plans = plans(infrastructure);
            var url = configuration.get("quarkus.datasource.reactive.url");
            configuration.put("quarkus.datasource.jdbc.url", "jdbc:" + url + "?sslmode=disable");
            run(configuration, "SELECT 'before' FROM things");
            plans.begin();
            run(configuration, "SELECT '" + "long ".repeat(5000) + "' FROM things WHERE id = 7");

            assertThat(plans.drain()).singleElement().asString().contains("Seq Scan", "things", "(id = 7)");
            assertThat(plans.drain()).isEmpty();
        } finally {
            infrastructure.stop();
        }
    }

    private static Plans plans(Infrastructure infrastructure) {
        var injected = new Plans[1];
        infrastructure.inject((instance, wanted) -> {
            if (instance instanceof Plans plans) {
                injected[0] = plans;
            }
        });
        return injected[0];
    }

    private static Infrastructure infrastructure() {
        var infrastructure = new Infrastructure();
        infrastructure.init(Map.of("database", "infrastructure"));
        return infrastructure;
    }

    private static void run(Map<String, String> configuration, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(
                        configuration.get("quarkus.datasource.jdbc.url"),
                        configuration.get("quarkus.datasource.username"),
                        configuration.get("quarkus.datasource.password"));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Iterable<String> topics(Map<String, String> configuration) throws Exception {
        var client = configuration.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("kafka."))
                .collect(Collectors.toMap(entry -> entry.getKey().substring("kafka.".length()), Map.Entry::getValue));
        try (var admin = Admin.create(new HashMap<String, Object>(client))) {
            return admin.listTopics().names().get(20, TimeUnit.SECONDS);
        }
    }
}
