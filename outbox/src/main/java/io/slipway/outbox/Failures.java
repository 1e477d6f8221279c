package io.slipway.outbox;

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
        return causes(failure).anyMatch(IllegalArgumentException.class::isInstance)
                ? DETERMINISTIC
                : ofDatabase(failure);
    }

    private static Failures ofDatabase(Throwable failure) {
        return causes(failure)
                .filter(PgException.class::isInstance)
                .map(PgException.class::cast)
                .findFirst()
                .map(Failures::ofState)
                .orElseGet(() -> ofSurroundings(failure));
    }

    /** By the class of the SQLSTATE (PostgreSQL documentation, appendix A). */
    private static Failures ofState(PgException failure) {
        String state = failure.getSqlState() == null ? "" : failure.getSqlState();
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
