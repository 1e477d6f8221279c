package io.slipway.registry.provider;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.slipway.providerpackage.ProviderName;
import io.slipway.providerpackage.VersionNumber;
import io.slipway.registry.audit.Audit;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.smallrye.mutiny.Uni;

/** Makes a provider before anything of it is published. Until then it is its own organization's alone. */
@ApplicationScoped
public class CreateProvider {
    private final ProviderStore providers;
    private final Audit audit;
    private final Clock clock;

    CreateProvider(ProviderStore providers, Audit audit, Clock clock) {
        this.providers = providers;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Fails with 409 for a name that is taken, or was.
     *
     * @param description as a merge patch says it
     */
    @WithTransaction
    public Uni<Provider> create(
            Caller caller, ProviderName name, VersionNumber.Scheme scheme, Map<String, Object> description) {
        ProviderPatch patch = ProviderPatch.of(description);
        Map<String, Object> details = new HashMap<>(description);
        details.put("version_scheme", scheme.name());
        return providers
                .create(name, scheme)
                .call(created -> created ? nothing() : refuse(name))
                .flatMap(_ -> providers.lock(name.toString()))
                .invoke(provider -> provider.patch(patch, clock.instant()))
                .call(_ -> audit.record(caller, "provider.created", name.toString(), details));
    }

    private Uni<Void> refuse(ProviderName name) {
        return providers.find("name", name.toString()).firstResult().map(provider -> {
            if (provider.isDeleted()) {
                throw ProblemException.of(ErrorCode.NAME_BURNED, "The provider " + name + " was deleted.");
            }
            throw ProblemException.complete(
                    ErrorCode.CONFLICT,
                    "There is a provider " + name + ": use it, or choose another name.",
                    java.util.List.of());
        });
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }
}
