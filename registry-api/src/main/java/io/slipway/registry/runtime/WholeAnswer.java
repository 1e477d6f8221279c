package io.slipway.registry.runtime;

import java.time.Duration;

import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.smallrye.mutiny.Uni;

/** The REST clients' read timeout ends with the headers: a peer that dies in the middle of a body would be waited for for ever. */
public final class WholeAnswer {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private WholeAnswer() {}

    /** Fails with 503 when the answer has not come in its time. */
    public static <T> Uni<T> of(Uni<T> answer) {
        return answer.ifNoItem()
                .after(PATIENCE)
                .failWith(() -> ProblemException.of(
                        ErrorCode.UNAVAILABLE, "Another service stopped in the middle of its answer."));
    }
}
