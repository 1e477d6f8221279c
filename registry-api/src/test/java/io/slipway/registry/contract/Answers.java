package io.slipway.registry.contract;

import java.io.IOException;
import java.io.InputStream;

import io.slipway.apicheck.Answer;
import io.slipway.apicheck.Received;

/** For tests that write to a socket: what {@link ContractFilter} does for the others. */
public final class Answers {
    private Answers() {}

    /**
     * Reads one answer with a Content-Length and checks it.
     *
     * @return its status
     */
    public static int checked(String method, String target, InputStream connection) throws IOException {
        Answer answer = Received.on(connection, method, target);
        ContractFilter.contract().check(answer);
        return answer.status();
    }
}
