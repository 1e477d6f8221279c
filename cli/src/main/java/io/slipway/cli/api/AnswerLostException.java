package io.slipway.cli.api;

import java.io.IOException;

/** A request was sent, and what became of it is not known: repeating it did not tell either. */
final class AnswerLostException extends IOException {
    private static final long serialVersionUID = 1;

    AnswerLostException(IOException last) {
        super(last.getMessage(), last);
    }
}
