package io.slipway.registry.custom;

import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;

/** What people write of versions and commits. */
final class CustomTexts {
    private static final int MAX_IDENTIFIER = 100;
    private static final int MAX_MESSAGE = 1000;

    private CustomTexts() {}

    /** @throws ProblemException 422 unless it is null, or a short line of text */
    static void identifier(String text) {
        if (text != null
                && (text.isBlank()
                        || text.length() > MAX_IDENTIFIER
                        || !text.equals(text.strip())
                        || hasBad(text, false))) {
            throw invalid("/identifier", "must be a line of 1 to " + MAX_IDENTIFIER + " characters");
        }
    }

    /** @throws ProblemException 422 unless it is null, or text */
    static void message(String text) {
        if (text != null && (text.length() > MAX_MESSAGE || hasBad(text, true))) {
            throw invalid("/message", "may have " + MAX_MESSAGE + " characters, no control ones but line breaks");
        }
    }

    private static boolean hasBad(String text, boolean lines) {
        return text.codePoints()
                .filter(c -> !lines || (c != '\n' && c != '\r' && c != '\t'))
                .anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    }

    private static ProblemException invalid(String field, String message) {
        return ProblemException.ofField(ErrorCode.INVALID_VALUE, field, message);
    }
}
