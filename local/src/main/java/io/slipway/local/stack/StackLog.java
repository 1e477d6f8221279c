package io.slipway.local.stack;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.logging.ErrorManager;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.local.stack.child.LogFiles;

/** The log of the stack's own process: a JSON object per line, as the services write theirs. */
final class StackLog {
    /** They tell every setting at INFO. Kept, because the log manager holds loggers weakly. */
    private static final List<Logger> QUIET = List.of(
            Logger.getLogger("kafka"),
            Logger.getLogger("org.apache.kafka"),
            Logger.getLogger("state.change.logger"),
            Logger.getLogger("io.netty"));

    private static final Logger REGISTRY = Logger.getLogger("reactor");

    private StackLog() {}

    static void open(Path log) throws IOException {
        LogFiles.rotate(log);
        LogManager.getLogManager().reset();
        // The logging APIs that libraries use would tell a user on stderr when their own start is raced or interrupted.
        System.setProperty("log4j2.StatusLogger.level", "OFF");
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
        // Jib tries TLS before plain HTTP; what the registry says about that helps nobody.
        REGISTRY.setLevel(Level.SEVERE);
        var root = Logger.getLogger("");
        // JBoss's log manager keeps its console handler through a reset.
        for (var handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        root.setLevel(Level.INFO);
        root.addHandler(new Flushing(log));
    }

    private static final class Flushing extends StreamHandler {
        Flushing(Path log) throws IOException {
            super(Files.newOutputStream(log), new JsonLine());
            setLevel(Level.ALL);
            setErrorManager(new Silent());
        }

        @Override
        public synchronized void publish(LogRecord record) {
            super.publish(record);
            flush();
        }
    }

    /** On a full disk the log is lost; the usual manager would print a stack trace into what the user reads. */
    private static final class Silent extends ErrorManager {
        @Override
        public void error(String message, Exception failure, int code) {
            // The part that needs the disk says so itself.
        }
    }

    private static final class JsonLine extends Formatter {
        private final ObjectMapper json = new ObjectMapper();

        @Override
        public String format(LogRecord record) {
            var line = new LinkedHashMap<String, Object>();
            line.put("timestamp", record.getInstant().toString());
            line.put("level", record.getLevel().getName());
            line.put("loggerName", record.getLoggerName());
            line.put("message", formatMessage(record));
            if (record.getThrown() != null) {
                var trace = new StringWriter();
                record.getThrown().printStackTrace(new PrintWriter(trace));
                line.put("stackTrace", trace.toString());
            }
            try {
                return json.writeValueAsString(line) + "\n";
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("strings are JSON", e);
            }
        }
    }
}
