package io.slipway.registry.organization;

import java.time.Clock;
import java.util.EnumSet;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.slipway.contracts.EntityId;
import io.slipway.providerpackage.InvalidName;
import io.slipway.providerpackage.ProviderName;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.smallrye.mutiny.Uni;

/** Makes an organization with its owner's token. */
@ApplicationScoped
public class CreateOrganization {
    private final OrganizationStore organizations;
    private final TokenStore tokens;
    private final Clock clock;

    CreateOrganization(OrganizationStore organizations, TokenStore tokens, Clock clock) {
        this.organizations = organizations;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** Does what is missing of it; fails with 422 for a bad name and 409 for one that resembles another. */
    @WithTransaction
    Uni<Void> ensure(String name, String ownerToken) {
        mustBeValid(name);
        return organizations
                .findSimilar(name)
                .flatMap(similar -> similar == null ? create(name) : accept(similar, name))
                .chain(() -> tokens.findByFingerprint(TokenFormat.fingerprint(ownerToken)))
                .flatMap(known -> known == null
                        ? createToken(name, ownerToken)
                        : Uni.createFrom().item(known))
                .replaceWithVoid();
    }

    private Uni<Organization> create(String name) {
        return organizations.persist(new Organization(EntityId.create("org_", clock), name, clock.instant()));
    }

    private static Uni<Organization> accept(Organization similar, String name) {
        if (!similar.name().equals(name)) {
            throw ProblemException.of(
                    ErrorCode.NAME_TOO_SIMILAR, "The name " + name + " resembles that of " + similar.name() + ".");
        }
        return Uni.createFrom().item(similar);
    }

    private Uni<Token> createToken(String name, String ownerToken) {
        return tokens.persistAndFlush(new Token(
                EntityId.create("tok_", clock), name, ownerToken, EnumSet.allOf(Scope.class), clock.instant(), null));
    }

    private static void mustBeValid(String name) {
        try {
            ProviderName.organization(name);
        } catch (InvalidName e) {
            throw ProblemException.ofField(ErrorCode.INVALID_NAME, "name", e.getMessage());
        }
    }
}
