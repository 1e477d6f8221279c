package io.slipway.registry.membership;

import java.time.Clock;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.slipway.contracts.EntityId;
import io.slipway.registry.audit.Audit;
import io.slipway.registry.environment.EnvironmentName;
import io.slipway.registry.environment.EnvironmentStore;
import io.slipway.registry.organization.Account;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.organization.Member;
import io.slipway.registry.organization.MemberStore;
import io.slipway.registry.organization.Organization;
import io.slipway.registry.organization.OrganizationStore;
import io.slipway.registry.organization.Role;
import io.slipway.registry.organization.Token;
import io.slipway.registry.organization.TokenFormat;
import io.slipway.registry.organization.TokenGrant;
import io.slipway.registry.organization.TokenStore;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.smallrye.mutiny.Uni;

/** Makes organizations, each with an owner. */
@ApplicationScoped
class CreateOrganization {
    private final OrganizationStore organizations;
    private final MemberStore members;
    private final TokenStore tokens;
    private final EnvironmentStore environments;
    private final Audit audit;
    private final Clock clock;

    CreateOrganization(
            OrganizationStore organizations,
            MemberStore members,
            TokenStore tokens,
            EnvironmentStore environments,
            Audit audit,
            Clock clock) {
        this.organizations = organizations;
        this.members = members;
        this.tokens = tokens;
        this.environments = environments;
        this.audit = audit;
        this.clock = clock;
    }

    /** Does what is missing of a configured one; fails with 422 for a bad name and 409 for one that resembles another. */
    @WithTransaction
    Uni<Void> ensure(String name, String ownerToken) {
        Inputs.organization(name);
        return organizations
                .findSimilar(name)
                .flatMap(similar -> similar == null ? create(name, Audit.SYSTEM) : accept(similar, name))
                .chain(() -> tokens.findByFingerprint(TokenFormat.fingerprint(ownerToken)))
                .flatMap(known -> known == null
                        ? keep(ownerToken, TokenGrant.ofOwner(name, "configured", null), Audit.SYSTEM)
                        : Uni.createFrom().item(known))
                .replaceWithVoid();
    }

    /** The caller's user becomes its owner; without one a user is made, whose home it is. */
    @WithTransaction
    Uni<FoundedView> create(Caller caller, OrganizationRequest request) {
        Uni<Account> owner = caller.user() == null ? newOwner(request) : members.account(caller.user());
        return found(request, owner, caller.actor());
    }

    /** By nobody: in the transaction of someone who knows that it may be. */
    Uni<FoundedView> createFirst(OrganizationRequest request) {
        return found(request, newOwner(request), Audit.SYSTEM);
    }

    private Uni<Account> newOwner(OrganizationRequest request) {
        String name = request.ownerName() == null ? "owner" : Inputs.person("/owner_name", request.ownerName());
        return members.persistAccount(
                new Account(EntityId.create("usr_", clock), name, request.name(), clock.instant()));
    }

    private Uni<FoundedView> found(OrganizationRequest request, Uni<Account> owner, String actor) {
        String name = Inputs.organization(request.name());
        String secret = TokenFormat.create();
        return organizations
                .findSimilar(name)
                .invoke(similar -> mustNotExist(similar, name))
                .chain(() -> create(name, actor))
                .flatMap(organization -> owner.flatMap(user -> settle(organization, user, secret, actor)));
    }

    private Uni<FoundedView> settle(Organization organization, Account user, String secret, String actor) {
        Member owner = new Member(new Member.Key(organization.name(), user.id()), Role.OWNER, clock.instant());
        return members.persist(owner)
                .call(() -> noted(owner, actor))
                .chain(() -> keep(secret, TokenGrant.ofOwner(organization.name(), "first token", user.id()), actor))
                .map(token -> new FoundedView(
                        OrganizationView.of(organization), MemberView.of(owner, user.name()), secret, token.id()));
    }

    private Uni<Organization> create(String name, String actor) {
        Organization organization = new Organization(EntityId.create("org_", clock), name, clock.instant());
        return organizations
                .persistAndFlush(organization)
                .call(() -> environments.create(name, EnvironmentName.DEFAULT, actor))
                .call(() -> audit.record(name, actor, "organization.created", name, Map.of()));
    }

    private static void mustNotExist(Organization similar, String name) {
        if (similar != null && similar.name().equals(name)) {
            throw ProblemException.complete(
                    ErrorCode.CONFLICT,
                    "There is an organization " + name + ". Choose another name.",
                    java.util.List.of());
        }
        if (similar != null) {
            throw tooSimilar(similar, name);
        }
    }

    private static Uni<Organization> accept(Organization similar, String name) {
        if (!similar.name().equals(name)) {
            throw tooSimilar(similar, name);
        }
        return Uni.createFrom().item(similar);
    }

    private static ProblemException tooSimilar(Organization similar, String name) {
        return ProblemException.of(
                ErrorCode.NAME_TOO_SIMILAR, "The name " + name + " resembles that of " + similar.name() + ".");
    }

    private Uni<Void> noted(Member owner, String actor) {
        return audit.record(
                owner.organization(),
                actor,
                "member.added",
                owner.account(),
                Map.of("role", owner.role().word()));
    }

    private Uni<Token> keep(String secret, TokenGrant grant, String actor) {
        String id = EntityId.create("tok_", clock);
        return tokens.persistAndFlush(new Token(id, secret, grant, clock.instant()))
                .call(() ->
                        audit.record(grant.organization(), actor, "token.created", id, Map.of("name", grant.name())));
    }
}
