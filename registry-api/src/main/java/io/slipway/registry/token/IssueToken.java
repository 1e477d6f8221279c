package io.slipway.registry.token;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.slipway.contracts.EntityId;
import io.slipway.registry.audit.Audit;
import io.slipway.registry.organization.Account;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.organization.CallerStanding;
import io.slipway.registry.organization.Member;
import io.slipway.registry.organization.MemberStore;
import io.slipway.registry.organization.OrganizationStore;
import io.slipway.registry.organization.Scope;
import io.slipway.registry.organization.Token;
import io.slipway.registry.organization.TokenFormat;
import io.slipway.registry.organization.TokenGrant;
import io.slipway.registry.organization.TokenStore;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.smallrye.mutiny.Uni;

/**
 * Makes tokens. One of a user is made by the user's home organization alone, for any organization that it is a member of:
 * whoever could make it elsewhere could act as that user.
 */
@ApplicationScoped
public class IssueToken {
    private final OrganizationStore organizations;
    private final MemberStore members;
    private final TokenStore tokens;
    private final Audit audit;
    private final CallerStanding standing;
    private final Clock clock;

    IssueToken(
            OrganizationStore organizations,
            MemberStore members,
            TokenStore tokens,
            Audit audit,
            CallerStanding standing,
            Clock clock) {
        this.organizations = organizations;
        this.members = members;
        this.tokens = tokens;
        this.audit = audit;
        this.standing = standing;
        this.clock = clock;
    }

    /** Fails with 404 for an organization or a user that is not the caller's to speak for, 403 and 422 by the rules. */
    @WithTransaction
    Uni<TokenView> issue(Caller caller, String organization, TokenRequest request) {
        TokenGrant grant = TokenRules.grant(organization, request, clock.instant());
        TokenRules.mustBeWithin(caller, grant);
        Uni<?> checked = grant.user() == null ? mustBeOwn(caller, grant) : mustBeOfOwnUser(caller, grant);
        return checked.chain(() -> standing.mustLast(caller)).chain(() -> issue(grant, caller.actor()));
    }

    /** Whoever calls this knows that the grant is due. Runs in the caller's transaction. */
    public Uni<TokenView> issue(TokenGrant grant, String actor) {
        String secret = TokenFormat.create();
        Token token = new Token(EntityId.create("tok_", clock), secret, grant, clock.instant());
        return tokens.persist(token)
                .chain(() -> audit.record(grant.organization(), actor, "token.created", token.id(), details(grant)))
                .replaceWith(() -> TokenView.shownOnce(token, secret));
    }

    private Uni<?> mustBeOwn(Caller caller, TokenGrant grant) {
        if (!caller.organization().equals(grant.organization())) {
            throw missing(grant.organization());
        }
        return organizations.lock(grant.organization());
    }

    /** The organization's row is the lock under which members go. */
    private Uni<Void> mustBeOfOwnUser(Caller caller, TokenGrant grant) {
        return members.account(grant.user())
                .invoke(user -> mustBeAtHome(caller, user, grant))
                .chain(() -> organizations.lock(grant.organization()))
                .chain(() -> members.findById(new Member.Key(grant.organization(), grant.user())))
                .invoke(member -> mustSuit(member, grant))
                .replaceWithVoid();
    }

    private static void mustBeAtHome(Caller caller, Account user, TokenGrant grant) {
        if (user == null || !user.home().equals(caller.organization())) {
            throw ProblemException.complete(
                    ErrorCode.NOT_FOUND,
                    grant.user() + " is no user of " + caller.organization() + ". Its tokens are made by the"
                            + " organization that made the user.",
                    java.util.List.of());
        }
    }

    private static void mustSuit(Member member, TokenGrant grant) {
        if (member == null) {
            throw missing(grant.organization());
        }
        TokenRules.mustSuit(member.role(), grant);
    }

    private static ProblemException missing(String organization) {
        return ProblemException.of(ErrorCode.NOT_FOUND, "There is no organization " + organization + ".");
    }

    private static Map<String, Object> details(TokenGrant grant) {
        Map<String, Object> details = new HashMap<>();
        details.put("name", grant.name());
        details.put("scopes", grant.scopes().stream().sorted().map(Scope::word).toList());
        details.put("provider", grant.provider());
        details.put("user_id", grant.user());
        details.put(
                "expires_at",
                grant.expiresAt() == null ? null : grant.expiresAt().toString());
        return details;
    }
}
