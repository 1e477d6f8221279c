package io.slipway.registry.release;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.slipway.providerpackage.ProviderName;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.slipway.registry.provider.OwnNames;
import io.slipway.registry.provider.ProviderNames;
import io.slipway.registry.provider.ProviderStore;
import io.smallrye.mutiny.Uni;

/** A project of these routes is a provider: by id, as {@code org/name}, or by its name in the token's organization. */
@ApplicationScoped
class ProjectNames {
    private static final String ID = "pro_";

    private final ProviderStore providers;
    private final OwnNames names;

    ProjectNames(ProviderStore providers, OwnNames names) {
        this.providers = providers;
        this.names = names;
    }

    /** Fails with 404 or 403 for another organization's, with 410 for a deleted one; it need not be there otherwise. */
    @WithSession
    Uni<ProviderName> own(Caller caller, String identifier) {
        return named(caller, identifier, "projectIdentifier")
                .call(name -> names.mustBeOwnAndStand(caller, name))
                .invoke(name -> caller.mustTouch(name.toString()));
    }

    /** Fails with 422 when the body's project is another one. */
    @WithSession
    Uni<Void> mustBeSame(Caller caller, ProviderName project, String inBody) {
        return named(caller, inBody, "/project")
                .onFailure(ProblemException.class)
                .recoverWithNull()
                .invoke(named -> {
                    if (!project.equals(named)) {
                        throw ProblemException.ofField(
                                ErrorCode.INVALID_VALUE, "/project", "must be " + project + ", as the address says");
                    }
                })
                .replaceWithVoid();
    }

    private Uni<ProviderName> named(Caller caller, String identifier, String field) {
        if (identifier.startsWith(ID)) {
            return providers
                    .findById(identifier)
                    .map(found -> {
                        if (found == null) {
                            throw missing(identifier);
                        }
                        return ProviderNames.stored(found.name());
                    })
                    .call(name -> providers
                            .mustBeReadable(name.toString(), caller)
                            .onFailure(ProblemException.class)
                            .transform(failure -> ((ProblemException) failure).code() == ErrorCode.NOT_FOUND
                                    ? missing(identifier)
                                    : failure));
        }
        String full = identifier.contains("/") ? identifier : caller.organization() + "/" + identifier;
        return Uni.createFrom().item(() -> ProviderNames.parse(full, field));
    }

    private static ProblemException missing(String identifier) {
        return ProblemException.of(ErrorCode.NOT_FOUND, "There is no provider " + identifier + ".");
    }
}
