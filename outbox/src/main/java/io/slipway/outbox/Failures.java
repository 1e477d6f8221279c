package io.slipway.outbox;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.vertx.pgclient.PgException;

/** Whether trying a failed record again can help. */
enum Failures {
    /** The record is to blame: it would fail in the same way for ever. */
    DETERMINISTIC,
    /** The surroundings are to blame (database away, locks, a table not there): it will work one day. */
    TRANSIENT,
    /** Nobody knows: a race on a unique key passes, a bug does not. Worth a few more attempts. */
    UNCERTAIN;

    private static final String UNIQUE_VIOLATION = "23505";
    private static final String CONSTRAINT_VIOLATION = "23";
    private static final String DATA_EXCEPTION = "22";
    private static final Set<String> NAMES_OF_SURROUNDINGS = Set.of(
            "io.vertx.",
            "io.netty.",
            "java.net.",
            "java.io.",
            "java.util.concurrent.TimeoutException",
            "java.nio.channels.");

    static Failures of(Throwable failure) {
        if (causes(failure).anyMatch(IllegalArgumentException.class::isInstance)) {
            return DETERMINISTIC;
        }
        return causes(failure)
                .flatMap(cause -> sqlState(cause).stream())
                .findFirst()
                .map(Failures::ofState)
                .orElseGet(() -> ofSurroundings(failure));
    }

    /** Hibernate wraps the client's exception in one of JDBC, though no JDBC is in play. */
    private static Optional<String> sqlState(Throwable cause) {
        return switch (cause) {
            case PgException client -> Optional.ofNullable(client.getSqlState());
            case SQLException wrapped -> Optional.ofNullable(wrapped.getSQLState());
            default -> Optional.empty();
        };
    }

    /** By the class of the SQLSTATE (PostgreSQL documentation, appendix A). */
    private static Failures ofState(String state) {
        if (state.equals(UNIQUE_VIOLATION)) {
            return UNCERTAIN;
        }
        return state.startsWith(DATA_EXCEPTION) || state.startsWith(CONSTRAINT_VIOLATION) ? DETERMINISTIC : TRANSIENT;
    }

    private static Failures ofSurroundings(Throwable failure) {
        boolean surroundings = causes(failure)
                .map(cause -> cause.getClass().getName())
                .anyMatch(name -> NAMES_OF_SURROUNDINGS.stream().anyMatch(name::startsWith));
        return surroundings ? TRANSIENT : UNCERTAIN;
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(20);
    }
}
