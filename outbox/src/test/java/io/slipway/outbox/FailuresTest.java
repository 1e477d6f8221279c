package io.slipway.outbox;

import java.net.ConnectException;
import java.nio.channels.ClosedChannelException;
import java.sql.SQLException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import io.vertx.pgclient.PgException;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.exception.SQLGrammarException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class FailuresTest {

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of("what the record says", new IllegalArgumentException("x"), Failures.DETERMINISTIC),
                Arguments.of(
                        "the same, wrapped",
                        new CompletionException(new IllegalArgumentException("x")),
                        Failures.DETERMINISTIC),
                Arguments.of("check constraint", postgres("23514"), Failures.DETERMINISTIC),
                Arguments.of(
                        "check constraint, as Hibernate tells it",
                        new ConstraintViolationException("x", new SQLException("x", "23514"), "c"),
                        Failures.DETERMINISTIC),
                Arguments.of("value out of range", postgres("22003"), Failures.DETERMINISTIC),
                Arguments.of("unique key: perhaps a race", postgres("23505"), Failures.UNCERTAIN),
                Arguments.of("serialization", postgres("40001"), Failures.TRANSIENT),
                Arguments.of("server shuts down", postgres("57P01"), Failures.TRANSIENT),
                Arguments.of(
                        "table not there yet",
                        new SQLGrammarException("x", new SQLException("x", "42P01")),
                        Failures.TRANSIENT),
                Arguments.of("no connection", new ConnectException("refused"), Failures.TRANSIENT),
                Arguments.of(
                        "connection lost", new CompletionException(new ClosedChannelException()), Failures.TRANSIENT),
                Arguments.of("too slow", new TimeoutException(), Failures.TRANSIENT),
                Arguments.of("a bug", new CompletionException(new NullPointerException()), Failures.UNCERTAIN));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void tellsWhetherTryingAgainHelps(String reason, Throwable failure, Failures expected) {
        assertThat(Failures.of(failure)).isEqualTo(expected);
    }

    private static PgException postgres(String state) {
        return new PgException("x", "ERROR", state, "detail");
    }
}
