package io.slipway.registry.problem;

import java.net.SocketException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;

/** What the database's failures mean to a client: some pass, some say that it was too late. */
public final class DatabaseFaults {
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String QUERY_CANCELED = "57014";

    /** Text with NUL (22021, in JSON 22P05), text too long (22001), or too long for an index (54000). */
    private static final Set<String> UNSTORABLE = Set.of("22001", "22021", "22P05", "54000");

    private DatabaseFaults() {}

    /** Empty for a failure that is a fault of ours. */
    static Optional<ErrorCode> meaning(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .flatMap(cause -> of(cause).stream())
                .findFirst();
    }

    /** Whether it passes by itself: the database is away, or was busy with others. */
    public static boolean isPassing(Throwable failure) {
        return meaning(failure).filter(ErrorCode.UNAVAILABLE::equals).isPresent();
    }

    /** Whether the database gave up a statement for its time. */
    public static boolean tookTooLong(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .anyMatch(cause -> switch (cause) {
                    case PgException refusal -> QUERY_CANCELED.equals(refusal.getSqlState());
                    case SQLException refusal -> QUERY_CANCELED.equals(refusal.getSQLState());
                    case Throwable _ -> false;
                });
    }

    private static Optional<ErrorCode> of(Throwable cause) {
        return switch (cause) {
            case SocketException _, ClosedConnectionException _ -> Optional.of(ErrorCode.UNAVAILABLE);
            case PgException refusal -> ofState(String.valueOf(refusal.getSqlState()));
            // What Hibernate makes of a refusal of its own statements.
            case SQLException refusal -> ofState(String.valueOf(refusal.getSQLState()));
            case Throwable _ -> Optional.empty();
        };
    }

    /** SQLSTATE 55P03: somebody else's lock. Classes: 08 connection, 40 rolled back for others' sake, 53 resources, 57 operator intervention. */
    private static Optional<ErrorCode> ofState(String state) {
        if (state.equals(UNIQUE_VIOLATION)) {
            return Optional.of(ErrorCode.CONFLICT);
        }
        if (UNSTORABLE.contains(state)) {
            return Optional.of(ErrorCode.INVALID_TEXT);
        }
        boolean passes = Stream.of("08", "40", "53", "55P03", "57").anyMatch(state::startsWith);
        return passes ? Optional.of(ErrorCode.UNAVAILABLE) : Optional.empty();
    }
}
