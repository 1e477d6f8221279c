package io.slipway.registry.support;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** The SQL that Hibernate sends, read from its log. */
public final class Statements extends Handler {
    private static final Logger SQL = Logger.getLogger("org.hibernate.SQL");

    private final List<String> seen = new CopyOnWriteArrayList<>();

    private Statements() {}

    public static List<String> during(Runnable step) {
        Statements statements = new Statements();
        Level before = SQL.getLevel();
        SQL.addHandler(statements);
        SQL.setLevel(Level.ALL);
        try {
            step.run();
        } finally {
            SQL.setLevel(before);
            SQL.removeHandler(statements);
        }
        return statements.seen;
    }

    @Override
    public void publish(LogRecord entry) {
        // Timers ask for such work, whatever the test does.
        if (!entry.getMessage().contains("access_review")
                && !entry.getMessage().contains("update custom_deployment set due_at")) {
            seen.add(entry.getMessage());
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
