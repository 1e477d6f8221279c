package io.slipway.registry.environment;

import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.slipway.registry.audit.Audit;
import io.slipway.registry.conventions.EntityTags;
import io.slipway.registry.conventions.IfMatch;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.smallrye.mutiny.Uni;

/** Makes and deletes environments. Nobody installs for the organization meanwhile: what is deleted has nothing in it. */
@ApplicationScoped
class ChangeEnvironments {
    private final EnvironmentStore environments;
    private final EnvironmentUses uses;
    private final EnvironmentDeletion deletion;
    private final EnvironmentsConfig config;
    private final EntityTags tags;
    private final Audit audit;

    ChangeEnvironments(
            EnvironmentStore environments,
            EnvironmentUses uses,
            EnvironmentDeletion deletion,
            EnvironmentsConfig config,
            EntityTags tags,
            Audit audit) {
        this.environments = environments;
        this.uses = uses;
        this.deletion = deletion;
        this.config = config;
        this.tags = tags;
        this.audit = audit;
    }

    /** Fails with 409 when it is there, or when there are as many as there may be. */
    @WithTransaction
    Uni<EnvironmentView> create(Caller caller, String name) {
        String checked = EnvironmentName.checked("/name", name);
        return uses.hold(caller.organization())
                .chain(() -> mustBeNew(caller.organization(), checked))
                .chain(() -> environments.create(caller.organization(), checked, caller.actor()))
                .call(made -> noted(caller, "environment.created", made))
                .map(EnvironmentView::of);
    }

    /** Fails with 404 when there is none, with 409 while anything is in it, and for {@code default}. */
    @WithTransaction
    Uni<Void> delete(Caller caller, String name, IfMatch ifMatch) {
        return uses.hold(caller.organization())
                .chain(() -> environments.require(caller.organization(), name))
                .invoke(environment -> tags.mustMatch(ifMatch, EnvironmentView.of(environment)))
                .call(this::mustBeEmpty)
                .call(environments::deleteAndFlush)
                .call(deleted -> deletion.deleted(deleted.organization(), deleted.name()))
                .flatMap(deleted -> noted(caller, "environment.deleted", deleted));
    }

    private Uni<?> mustBeNew(String organization, String name) {
        return environments
                .named(organization, name)
                .invoke(there -> refuse(there != null, ErrorCode.ENVIRONMENT_EXISTS, "There is " + name + " already."))
                .chain(() -> environments.number(organization))
                .invoke(number -> refuse(
                        number >= config.most(),
                        ErrorCode.CONFLICT,
                        "There are " + number
                                + " environments, as many as an organization may have. Delete one first."));
    }

    private Uni<?> mustBeEmpty(Environment environment) {
        String name = environment.name();
        refuse(name.equals(EnvironmentName.DEFAULT), ErrorCode.CONFLICT, "Each organization keeps " + name + ".");
        return uses.isUsed(environment.organization(), name)
                .invoke(used -> refuse(
                        used,
                        ErrorCode.ENVIRONMENT_IN_USE,
                        "Something is installed in " + name + ". Uninstall it first: slipway installed --environment "
                                + name + " names it."));
    }

    private Uni<Void> noted(Caller caller, String action, Environment environment) {
        return audit.record(caller, action, environment.id(), Map.of("name", environment.name()));
    }

    private static void refuse(boolean wrong, ErrorCode code, String detail) {
        if (wrong) {
            throw ProblemException.complete(code, detail, List.of());
        }
    }
}
