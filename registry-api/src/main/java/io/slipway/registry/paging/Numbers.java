package io.slipway.registry.paging;

import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;

/** Numbers in queries and headers: as text, since the framework answers what is no number with 404. */
public final class Numbers {
    private Numbers() {}

    /** @param text null means {@code otherwise}. @throws ProblemException 422 for what is no number or outside 1–{@code most} */
    public static int limit(String text, int otherwise, int most) {
        if (text == null) {
            return otherwise;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= 1 && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Answered like a number out of range.
        }
        throw ProblemException.ofField(ErrorCode.INVALID_VALUE, "limit", "must be a number from 1 to " + most);
    }

    /** @param text null means 0. @throws ProblemException 422 for what is no number from 0 to 2³¹-1 */
    public static long position(String field, String text) {
        if (text == null) {
            return 0;
        }
        try {
            long value = Long.parseLong(text);
            if (value >= 0 && value <= Integer.MAX_VALUE) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Answered like a number out of range.
        }
        throw ProblemException.ofField(
                ErrorCode.INVALID_VALUE, field, "must be a number from 0 to " + Integer.MAX_VALUE);
    }
}
