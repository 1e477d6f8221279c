package io.slipway.local.stack;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What went wrong, for a user; the stack trace goes to the log. */
final class OneLine {
    private static final Logger LOG = Logger.getLogger(OneLine.class.getName());

    private OneLine() {}

    static StackFailure of(Exception failure) {
        LOG.log(Level.SEVERE, "the stack did not start", failure);
        return switch (failure) {
            case StackFailure told -> told;
            case FileSystemException file ->
                new StackFailure("cannot use " + file.getFile() + ": "
                        + (file.getReason() == null ? file.getClass().getSimpleName() : file.getReason()));
            case IOException io -> new StackFailure(firstLine(io));
            default -> new StackFailure(firstLine(failure) + " (details in logs/stack.log)");
        };
    }

    private static String firstLine(Exception failure) {
        var message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        return message.lines().findFirst().orElse(message);
    }
}
