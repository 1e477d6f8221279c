package io.slipway.registry.idempotency;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

import jakarta.inject.Inject;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.slipway.registry.support.Setup;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class ForgetKeptAnswersTest {
    private static final String FILL = """
            insert into kept_answer
            select 'acme', 'token:tok_%1$s', '%1$s' || n, '', 200, null, '{}', now() %2$s interval '1 hour'
            from generate_series(1, %3$d) n""";

    @Inject
    ForgetKeptAnswers forget;

    @Inject
    DataSource database;

    @Test
    void allThatExpiredGoHoweverManyTheyAre() throws Throwable {
        execute(FILL.formatted("expired", "-", 2 * ForgetKeptAnswers.AT_MOST + 1));
        execute(FILL.formatted("good", "+", 3));

        VertxContextSupport.subscribeAndAwait(forget::onTimer);

        assertThat(count("expired")).isZero();
        assertThat(count("good")).isEqualTo(3);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long count(String prefix) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select count(*) from kept_answer where key like '" + prefix + "%'")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
