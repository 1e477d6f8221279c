package io.slipway.registry.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.slipway.registry.paging.FilterValues;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

/** The filters of the audit log; a {@code @BeanParam}. */
public final class AuditParameters {
    private static final int MOST = 20;
    private static final String REPEATED = "Repeated: one of these; with [] after its name it is the same";

    @RestQuery
    @Parameter(description = REPEATED)
    List<String> actor;

    @RestQuery("actor[]")
    @Parameter(hidden = true)
    List<String> bracketedActor;

    @RestQuery
    @Parameter(description = REPEATED)
    List<String> action;

    @RestQuery("action[]")
    @Parameter(hidden = true)
    List<String> bracketedAction;

    @RestQuery
    @Parameter(description = REPEATED)
    List<String> subject;

    @RestQuery("subject[]")
    @Parameter(hidden = true)
    List<String> bracketedSubject;

    /**
     * Each combination of one value for each filter: entries are of one of them at most, and each finds its index.
     *
     * @throws ProblemException 422 for more than 20 combinations
     */
    List<Map<String, String>> combinations() {
        List<Map<String, String>> combinations = List.of(Map.of());
        combinations = combined(combinations, "actor", FilterValues.of("actor", actor, bracketedActor));
        combinations = combined(combinations, "action", FilterValues.of("action", action, bracketedAction));
        return combined(combinations, "subject", FilterValues.of("subject", subject, bracketedSubject));
    }

    private static List<Map<String, String>> combined(
            List<Map<String, String>> combinations, String field, List<String> values) {
        if (values.isEmpty()) {
            return combinations;
        }
        if (combinations.size() * values.size() > MOST) {
            throw ProblemException.ofField(
                    ErrorCode.INVALID_VALUE, field, "makes more than " + MOST + " combinations of filters");
        }
        List<Map<String, String>> further = new ArrayList<>();
        for (Map<String, String> combination : combinations) {
            for (String value : values) {
                Map<String, String> longer = new TreeMap<>(combination);
                longer.put(field, value);
                further.add(longer);
            }
        }
        return further;
    }
}
