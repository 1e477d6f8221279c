package io.slipway.registry.provider;

import java.util.List;

import io.slipway.providerpackage.InvalidName;
import io.slipway.providerpackage.ProviderName;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.Problem;
import io.slipway.registry.problem.ProblemException;

/** From text to {@link ProviderName}. */
public final class ProviderNames {
    private ProviderNames() {}

    /** @throws ProblemException 422 for a name that breaks the rules, with the right spelling if there is one */
    public static ProviderName given(String org, String name) {
        return parse(org + "/" + name, "name");
    }

    /** @param field where the name, {@code org/name}, was given */
    public static ProviderName parse(String text, String field) {
        try {
            return ProviderName.parse(text);
        } catch (InvalidName e) {
            throw ProblemException.complete(
                    ErrorCode.INVALID_NAME, e.getMessage(), List.of(new Problem.Detail(field, e.getMessage())));
        }
    }

    /** One that was checked when it was stored. */
    public static ProviderName stored(String text) {
        int slash = text.indexOf('/');
        return new ProviderName(text.substring(0, slash), text.substring(slash + 1));
    }
}
