package io.slipway.registry.version;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.slipway.providerpackage.ProviderName;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;

/**
 * The providers that must be installed beside a version: what its package requires and what its publisher said are one fact.
 *
 * @param shown as the publisher said it, then what its package names beside
 * @param names the same as {@code org/name}
 */
record Requirements(List<String> shown, List<String> names) {

    /**
     * @param given by the publisher; a name without an organization is one of the provider's own
     * @param inPackage {@code org/name}
     * @throws ProblemException 422 for the provider itself
     */
    static Requirements of(ProviderName provider, List<String> given, List<String> inPackage) {
        Set<String> names = new LinkedHashSet<>();
        DependencyNames.checked(given, "/service_dependencies").forEach(name -> names.add(full(provider, name)));
        if (names.contains(provider.toString())) {
            throw ProblemException.ofField(
                    ErrorCode.INVALID_VALUE, "/service_dependencies", "names " + provider + ", the provider itself");
        }
        if (inPackage.contains(provider.toString())) {
            throw ProblemException.ofField(
                    ErrorCode.INVALID_PACKAGE,
                    "provider.yaml#/requires",
                    "names " + provider + ", the provider itself");
        }
        List<String> shown = new ArrayList<>(given);
        inPackage.stream().filter(names::add).forEach(shown::add);
        return new Requirements(List.copyOf(shown), List.copyOf(names));
    }

    private static String full(ProviderName provider, String name) {
        return name.contains("/") ? name : provider.org() + "/" + name;
    }
}
