package io.slipway.apicheck;

import java.util.List;

/** Answers that no route gives and the description cannot state: without a body, by the HTTP server or about origins. */
final class BeforeRouting {
    private BeforeRouting() {}

    static boolean hasAnswered(Answer answer) {
        Asked asked = answer.asked();
        return asked.isPreflight()
                || (answer.isEmpty()
                        && switch (answer.status()) {
                            case 414 -> asked.isLongerThanTheServerReads();
                            case 431 -> asked.isLargerThanTheServerReads();
                            case 403 -> asked.isOfAnotherOrigin();
                            default -> false;
                        });
    }

    static List<String> faults(Answer answer) {
        boolean allowed = answer.headers().containsKey("Access-Control-Allow-Origin");
        if (answer.asked().isPreflight() && allowed != (answer.status() == 200)) {
            return List.of("a preflight that is allowed is answered with 200, others with 403");
        }
        return answer.isEmpty() ? List.of() : List.of("a body comes with it");
    }
}
