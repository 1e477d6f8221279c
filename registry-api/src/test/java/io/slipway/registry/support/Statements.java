package io.slipway.registry.support;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.jboss.logmanager.ExtLogRecord;

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

    /** Of requests: timers look for work, whatever the test does. */
    @Override
    public void publish(LogRecord entry) {
        if (entry instanceof ExtLogRecord logged && logged.getMdc("requestId") != null) {
            seen.add(entry.getMessage());
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
