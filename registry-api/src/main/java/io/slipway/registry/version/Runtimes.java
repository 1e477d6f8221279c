package io.slipway.registry.version;

import java.util.List;
import java.util.TreeSet;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.Problem;
import io.slipway.registry.problem.ProblemException;

/** From the runtime that a manifest names to what it means today. */
@ApplicationScoped
public class Runtimes {
    private final RuntimesConfig config;

    Runtimes(RuntimesConfig config) {
        this.config = config;
    }

    /** @throws ProblemException 422 for a runtime that is not configured */
    PinnedRuntime pin(String name) {
        RuntimesConfig.KnownRuntime runtime = config.runtimes().get(name);
        if (runtime == null) {
            String detail = "The runtime '" + name + "' is not known here: use one of "
                    + String.join(", ", new TreeSet<>(config.runtimes().keySet())) + ".";
            throw ProblemException.complete(
                    ErrorCode.UNKNOWN_RUNTIME, detail, List.of(new Problem.Detail("provider.yaml#/runtime", detail)));
        }
        return new PinnedRuntime(name, runtime.version(), runtime.image().orElse(null));
    }
}
