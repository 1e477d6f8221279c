package io.slipway.registry.problem;

import java.net.ConnectException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;

import io.vertx.pgclient.PgException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class DatabaseFaultsTest {

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of("the server is away", new ConnectException("refused"), ErrorCode.UNAVAILABLE),
                Arguments.of("it is going down (57P01)", state("57P01"), ErrorCode.UNAVAILABLE),
                Arguments.of("too many connections (53300)", state("53300"), ErrorCode.UNAVAILABLE),
                Arguments.of("chosen to end a deadlock (40P01)", state("40P01"), ErrorCode.UNAVAILABLE),
                Arguments.of("another's lock (55P03)", state("55P03"), ErrorCode.UNAVAILABLE),
                Arguments.of("another one was faster (23505)", state("23505"), ErrorCode.CONFLICT),
                Arguments.of("the same, told by Hibernate", new SQLException("ERROR", "23505"), ErrorCode.CONFLICT),
                Arguments.of("text with NUL (22021)", state("22021"), ErrorCode.INVALID_TEXT),
                Arguments.of("too long for an index (54000)", state("54000"), ErrorCode.INVALID_TEXT),
                Arguments.of("a wrong statement (42601)", state("42601"), null),
                Arguments.of("nothing of the database", new IllegalStateException(), null));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void aClientIsToldWhatItCanDo(String reason, Throwable failure, ErrorCode expected) {
        assertThat(DatabaseFaults.meaning(new RuntimeException("wrapped", failure)))
                .isEqualTo(Optional.ofNullable(expected));
    }

    private static PgException state(String sqlState) {
        return new PgException("told by the server", "ERROR", sqlState, null);
    }
}
