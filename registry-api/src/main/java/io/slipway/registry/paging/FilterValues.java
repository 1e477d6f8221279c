package io.slipway.registry.paging;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;

/** The values of one filter of a list, given as {@code name=a&name=b} or {@code name[]=a&name[]=b}. */
public final class FilterValues {
    static final int MOST = 20;

    private FilterValues() {}

    /** Each once; empty for a filter that was left out. @throws ProblemException 422 for more than 20 */
    public static List<String> of(String name, List<String> repeated, List<String> bracketed) {
        List<String> values = Stream.of(repeated, bracketed)
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .distinct()
                .toList();
        if (values.size() > MOST) {
            throw ProblemException.ofField(ErrorCode.INVALID_VALUE, name, "may be given " + MOST + " times");
        }
        return values;
    }
}
