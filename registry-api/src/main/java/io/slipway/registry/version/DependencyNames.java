package io.slipway.registry.version;

import java.util.HashSet;
import java.util.List;

import io.slipway.providerpackage.InvalidName;
import io.slipway.providerpackage.Printable;
import io.slipway.providerpackage.ProviderName;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;

/** The providers that a publisher says a version needs: {@code acme/greeter}, or {@code greeter} of its own organization. */
public final class DependencyNames {
    private static final int MOST = 100;

    private DependencyNames() {}

    /**
     * @param given null for none
     * @throws ProblemException 422 for too many, one that comes twice, and one that no provider can have
     */
    public static List<String> checked(List<String> given, String field) {
        if (given == null) {
            return List.of();
        }
        if (given.size() > MOST
                || given.stream().anyMatch(name -> name == null)
                || new HashSet<>(given).size() < given.size()) {
            throw invalid(field, "must be at most " + MOST + " different names, such as greeter or acme/greeter");
        }
        given.forEach(name -> mustBeName(field, name));
        return List.copyOf(given);
    }

    private static void mustBeName(String field, String name) {
        try {
            ProviderName.parse(name.contains("/") ? name : "any/" + name);
        } catch (InvalidName e) {
            throw invalid(field, "names no provider: " + Printable.text(e.getMessage()));
        }
    }

    private static ProblemException invalid(String field, String message) {
        return ProblemException.ofField(ErrorCode.INVALID_VALUE, field, message);
    }
}
